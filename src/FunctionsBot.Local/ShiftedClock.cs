using System.Globalization;
using FunctionsBot.Storage;

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
    /// <exception cref="StoreException">The folder cannot be used: it says why.</exception>
    public static ShiftedClock StartedAt(DateTimeOffset start, string folder)
    {
        try
        {
            return new ShiftedClock(start - FirstUse(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StoreException($"The folder {folder} cannot be used: {e.Message} Choose another one.", e);
        }
    }

    private static DateTimeOffset FirstUse(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "started");
        if (!File.Exists(file))
        {
            var written = Path.Combine(folder, "started.new");
            File.WriteAllText(written, System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            File.Move(written, file, overwrite: true);
        }

        return DateTimeOffset.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }
}
