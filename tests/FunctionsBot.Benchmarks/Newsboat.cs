using System.Globalization;

namespace FunctionsBot.Benchmarks;

/// <summary>Newsboat (https://newsboat.org, Debian package newsboat) with its own cache and so many reload threads; all else as it comes.</summary>
internal sealed class Newsboat
{
    private readonly string folder;
    private readonly int threads;

    /// <param name="folder">For its configuration and its cache.</param>
    /// <param name="threads">Its setting <c>reload-threads</c>; 1 is its default.</param>
    /// <param name="feeds">The addresses.</param>
    public Newsboat(string folder, int threads, IEnumerable<Uri> feeds)
    {
        (this.folder, this.threads) = (folder, threads);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "urls"), feeds.Select(f => f.AbsoluteUri));
        File.WriteAllText(Path.Combine(folder, "config"), $"reload-threads {threads.ToString(CultureInfo.InvariantCulture)}\n");
    }

    /// <summary>What it is called in the results.</summary>
    public string Name => $"newsboat, {threads} thread{(threads > 1 ? "s" : " (its default)")}";

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => Child.Time("newsboat", "-v") is not null;

    /// <summary>Begins with what another knows.</summary>
    public void TakeCacheOf(Newsboat other) => File.Copy(Path.Combine(other.folder, "cache.db"), Path.Combine(folder, "cache.db"));

    /// <summary>Reloads all feeds.</summary>
    /// <returns>The time from its start to its end.</returns>
    public TimeSpan Reload() => Child.Time(
        "newsboat", "-C", Path.Combine(folder, "config"), "-u", Path.Combine(folder, "urls"), "-c", Path.Combine(folder, "cache.db"), "-x", "reload")!.Value;
}
