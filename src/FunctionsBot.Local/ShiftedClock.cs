namespace FunctionsBot.Local;

/// <summary>The system's clock, set to another date: the demo's news are of one morning, whenever it is run.</summary>
/// <param name="shift">Added to the system's time.</param>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;

    /// <summary>
    /// A clock that showed <paramref name="start"/> when <paramref name="folder"/> was first used and has gone on since, so
    /// that a second run comes after the first.
    /// </summary>
    public static ShiftedClock StartedAt(DateTimeOffset start, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "started");
        if (!File.Exists(file))
        {
            var written = Path.Combine(folder, "started.new");
            File.WriteAllText(written, System.GetUtcNow().ToString("O", global::System.Globalization.CultureInfo.InvariantCulture));
            File.Move(written, file, overwrite: true);
        }

        var first = DateTimeOffset.Parse(File.ReadAllText(file), global::System.Globalization.CultureInfo.InvariantCulture);
        return new ShiftedClock(start - first);
    }
}
