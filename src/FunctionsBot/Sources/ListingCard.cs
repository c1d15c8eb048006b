
namespace FunctionsBot.Sources;

/// <summary>What a listing says beside a link: its date and its lead.</summary>
internal static class ListingCard
{
    private const int LongestDate = 60;
    private const int MostLooked = 200;

    /// <summary>The date in the card, machine-readable first, then in words.</summary>
    public static DateTimeOffset? Date(ListedLink link, bool dayFirst)
    {
        if (link.Card.QuerySelector("time[datetime]")?.GetAttribute("datetime") is { } given && FeedDate.Parse(given, dayFirst) is { } exact) return exact;
        foreach (var element in link.Card.QuerySelectorAll("*").Take(MostLooked))
        {
            if (element.ChildElementCount > 0) continue;
            var text = FeedText.OneLine(element.TextContent);
            // A year must be there: "31e édition" or "3 mai" alone may be anything.
            if (text.Length is < 8 or > LongestDate || text == link.Title || !HasYear(text)) continue;
            if (FeedDate.Parse(text, dayFirst) is { } date) return date;
        }

        return null;
    }

    /// <summary>The first paragraph that is not the title.</summary>
    public static string? Summary(ListedLink link)
    {
        foreach (var paragraph in link.Card.QuerySelectorAll("p").Take(20))
        {
            var text = FeedText.OneLine(paragraph.TextContent);
            if (text.Length >= 40 && text != link.Title) return text;
        }

        return null;
    }

    private static bool HasYear(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == 4) return true;
        }

        return false;
    }
}
