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

    /// <summary>
    /// Rules that could not be had are asked for again sooner, as the outage may be short; those known from before hold until then
    /// (RFC 9309 §2.4).
    /// </summary>
    /// <returns>The rules to go by.</returns>
    public Robots Keep(Uri page, Robots rules)
    {
        var unreachable = ReferenceEquals(rules, Robots.Unreachable);
        var until = clock.GetUtcNow() + (unreachable ? limits.RobotsMemory / 12 : limits.RobotsMemory);
        lock (known)
        {
            if (unreachable && known.TryGetValue(Key(page), out var before)) rules = before.Rules;
            if (known.Count >= Most) known.Clear();
            known[Key(page)] = (rules, until);
            return rules;
        }
    }

    private static string Key(Uri page) => page.GetLeftPart(UriPartial.Authority);
}
