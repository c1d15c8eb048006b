using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Site.Manage;

/// <summary>A word that made a watchlist match, where it stands.</summary>
/// <param name="Word">The word, and what of the query it answers.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="After">What stands after it.</param>
public sealed record WordInPlace(MatchedWord Word, string Before, string After);

/// <summary>Why a watchlist found a story.</summary>
/// <param name="Name">The watchlist, in the reader's language.</param>
/// <param name="Id">Its id.</param>
/// <param name="At">When it first matched.</param>
/// <param name="Member">The item whose text matches; null where none does any more, as the watchlist or the story has changed since.</param>
/// <param name="Words">Which words, and where.</param>
public sealed record StoryReason(string Name, string Id, DateTimeOffset At, StoryMember? Member, IReadOnlyList<WordInPlace> Words);

/// <summary>Explains for each watchlist that found a story which words did it, and where they stand.</summary>
internal static class StoryReasons
{
    /// <summary>Texts read for it, the earliest first: the one that matched is nearly always among them.</summary>
    private const int MostTexts = 10;

    private const int MostWords = 20;

    /// <summary>Characters shown on each side of a word.</summary>
    private const int Margin = 60;

    public static async Task<IReadOnlyList<StoryReason>> Of(Visit visit, Story story)
    {
        if (story.Matches.Count == 0)
        {
            return [];
        }

        var watchlists = await visit.Tables.Watchlists.Range(Keys.Only, cancel: visit.Cancel).Select(w => w.Value).Where(w => story.Matches.ContainsKey(w.Id)).ToListAsync(visit.Cancel);
        var texts = new List<(StoryMember Member, Item Item)>();
        var first = story.Matches.Values.Select(m => m.ItemId).ToHashSet(StringComparer.Ordinal);
        foreach (var member in story.Members.OrderByDescending(m => first.Contains(m.ItemId)).Take(MostTexts))
        {
            if (await visit.Tables.Items.Get(Keys.DayOf(member.ItemId), member.ItemId, visit.Cancel) is { Value.Item: var item })
            {
                texts.Add((member, item));
            }
        }

        return [.. watchlists.Select(w => Reason(visit.Language, w, story, texts)).OrderBy(r => r.At)];
    }

    private static StoryReason Reason(string language, Watchlist watchlist, Story story, List<(StoryMember Member, Item Item)> texts)
    {
        var reason = new StoryReason(
            language == "fr" ? watchlist.NameFr ?? watchlist.Name : watchlist.Name, watchlist.Id, story.Matches[watchlist.Id].At, null, []);
        if (!Query.TryParse(watchlist.Query, out var query, out _))
        {
            return reason;
        }

        foreach (var (member, item) in texts)
        {
            if (Matcher.Explain(query, story, (item.Title, item.Text)) is { } words)
            {
                return reason with { Member = member, Words = [.. words.Take(MostWords).Select(w => InPlace(w, item))] };
            }
        }

        return reason;
    }

    private static WordInPlace InPlace(MatchedWord word, Item item)
    {
        var text = word.Place switch { MatchPlace.Title => item.Title, MatchPlace.Text => item.Text, _ => "" };
        var end = word.Start + word.Text.Length;
        if (end > text.Length)
        {
            return new(word, "", "");
        }

        var from = Math.Max(0, word.Start - Margin);
        var to = Math.Min(text.Length, end + Margin);
        from = from > 0 && text.IndexOf(' ', from, word.Start - from) is >= 0 and var space ? space : from;
        to = to < text.Length && text.LastIndexOf(' ', to - 1, to - end) is >= 0 and var stop ? stop : to;
        return new(word, (from > 0 ? "…" : "") + text[from..word.Start], text[end..to] + (to < text.Length ? " …" : ""));
    }
}
