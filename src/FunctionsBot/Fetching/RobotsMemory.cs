namespace FunctionsBot.Fetching;

/// <summary>The rules of hosts asked lately.</summary>
internal sealed class RobotsMemory(FetchLimits limits, TimeProvider clock)
{
    private const int Most = 4096;
    private readonly Dictionary<string, (Robots Rules, DateTimeOffset Until)> known = new(StringComparer.OrdinalIgnoreCase);

    public Robots? Find(Uri page)
    {
        lock (known)
        {
            return known.TryGetValue(Key(page), out var kept) && kept.Until > clock.GetUtcNow() ? kept.Rules : null;
        }
    }

    /// <summary>Rules that could not be had are asked for again sooner: the outage may be short.</summary>
    public void Keep(Uri page, Robots rules)
    {
        var until = clock.GetUtcNow() + (ReferenceEquals(rules, Robots.Unreachable) ? limits.RobotsMemory / 12 : limits.RobotsMemory);
        lock (known)
        {
            if (known.Count >= Most) known.Clear();
            known[Key(page)] = (rules, until);
        }
    }

    private static string Key(Uri page) => page.GetLeftPart(UriPartial.Authority);
}
