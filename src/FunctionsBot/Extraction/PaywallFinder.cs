using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>
/// Tells what of an article can be read without paying, from schema.org's isAccessibleForFree and from what pages say in words.
/// </summary>
internal static class PaywallFinder
{
    /// <summary>Below this many characters a locked article has given no more than its lead.</summary>
    private const int Lead = 220;

    /// <summary>Markers are short lines; a sentence of an article about paywalls is not one.</summary>
    private const int LongestMarker = 260;

    private static readonly SearchValues<string> Triggers =
        SearchValues.Create([.. Vocabulary.Section("paywalls.txt", "triggers")], StringComparison.OrdinalIgnoreCase);

    private static readonly Regex[] Shares = Vocabulary.Patterns("paywalls.txt", "share-left");
    private static readonly Regex[] MarkerLines = Vocabulary.Patterns("paywalls.txt", "markers");

    /// <summary>Reads the lines of a page, chrome included.</summary>
    /// <param name="lines">Every line of the page.</param>
    /// <param name="declaredFree">What the page's structured data says, where it does.</param>
    /// <param name="length">Characters of article text that were found.</param>
    public static Paywall Find(IEnumerable<string> lines, bool? declaredFree, int length)
    {
        var locked = length < Lead ? PaywallKind.Closed : PaywallKind.Metered;
        string? marker = null;
        foreach (var line in lines)
        {
            if (line.Length > LongestMarker || !line.AsSpan().ContainsAny(Triggers))
                continue;
            var folded = Words.Fold(line);
            if (ShareLeft(folded) is { } share)
                return new Paywall(PaywallKind.Metered, share, line);
            if (marker is null && MarkerLines.Any(m => m.IsMatch(folded)))
                marker = line;
        }

        if (declaredFree == false)
            return new Paywall(locked, Evidence: marker ?? "isAccessibleForFree: false");
        return marker is not null && declaredFree is null ? new Paywall(locked, Evidence: marker) : Paywall.None;
    }

    /// <summary>Whether a line speaks of the paywall and not of the article's matter.</summary>
    public static bool IsMarker(string folded) =>
        folded.Length <= LongestMarker && folded.AsSpan().ContainsAny(Triggers)
        && (ShareLeft(folded) is not null || MarkerLines.Any(m => m.IsMatch(folded)));

    private static double? ShareLeft(string folded)
    {
        if (!folded.Contains('%', StringComparison.Ordinal))
            return null;
        foreach (var pattern in Shares)
        {
            var match = pattern.Match(folded);
            if (!match.Success)
                continue;
            var read = match.Groups["read"].Success;
            var number = (read ? match.Groups["read"] : match.Groups["share"]).Value.Replace(',', '.');
            var percent = decimal.Parse(number, CultureInfo.InvariantCulture);
            if (percent <= 100)
                return (double)((read ? 100 - percent : percent) / 100);
        }

        return null;
    }
}
