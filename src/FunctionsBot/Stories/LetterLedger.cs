using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// Follows open letters: who says how many signed and when, and who came and went on the letter's own page. A row for each day and teller is
/// all that is ever added, so that a letter followed for a year by its page and told of by fifty newsrooms has some four hundred rows.
/// </summary>
/// <param name="tables">The storage.</param>
public sealed class LetterLedger(Tables tables)
{
    /// <summary>Where the last reading of a letter's own page is kept, by source.</summary>
    internal const string LastReading = "signatures";

    private const int MostNames = 500;
    private const string Signatory = "signatory";

    /// <summary>Whether a story is an open letter with something to follow. A change of a letter's page is a story of its own, but no letter of its own.</summary>
    public static bool IsLetter(Story story) =>
        story is { MergedInto: null, Facts.Letters.Count: > 0 } && !Links.IsPassage(story.Link)
        && (story.Kind == StoryKind.OpenLetter || story.Facts.Letters.Any(l => l.SignatoryCounts.Count > 0 || l.Signatories.Count > 0));

    /// <summary>Notes what an item tells of its story's letter. Noting it again changes nothing.</summary>
    public async Task Tell(Story story, ReadItem item, DateTimeOffset now, CancellationToken cancel)
    {
        var member = story.Members.FirstOrDefault(m => m.ItemId == item.Id);
        if (member is null or { Role: ItemRole.Copy })
        {
            return; // A copy repeats another's figures; they would stand there twice.
        }

        var day = DateOnly.FromDateTime((item.Item.Published is { } at && at < item.Seen ? at : item.Seen).UtcDateTime);
        var told = new LetterDay(day, member.Newsroom)
        {
            Link = member.Link,
            Counts = [.. item.Facts.Letters.SelectMany(l => l.SignatoryCounts).DistinctBy(c => (c.Of, c.Value)).Select(c => new LetterCount(c.Value, c.Of, c.About, member.Newsroom, day))],
            Joined = [.. item.Facts.Letters.SelectMany(l => l.Signatories).DistinctBy(Signatures.Key).Take(MostNames)],
        };
        if (told.Counts.Count + told.Joined.Count > 0)
        {
            await tables.LetterDays.Upsert(story.Id, Row(day, item.Id), told, cancel);
        }

        if (member.Primary && await Last(item.SourceId, cancel) is { } page)
        {
            await Note(story.Id, item.SourceId, new LetterDay(day, member.Newsroom) { Link = member.Link, Joined = page.List.Names, Counts = Counted(page.List, member.Newsroom, day) }, cancel);
        }

        await Sum(story, now, cancel);
    }

    /// <summary>Notes how a letter's own page stands now. Where no story is known yet, only how it stands.</summary>
    /// <param name="source">The page.</param>
    /// <param name="list">Those who stand under it.</param>
    /// <param name="story">The story that the letter is; null where it is none so far.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task See(Source source, SignatureList list, Func<Task<Story?>> story, DateTimeOffset now, CancellationToken cancel)
    {
        var last = await Last(source.Id, cancel);
        var changed = Signatures.Compare(last?.List ?? new SignatureList([], null), list);
        if (changed is not { } change || (last is { } same && change.Joined.Count + change.Withdrawn.Count == 0 && same.List.Count == list.Count))
        {
            return;
        }

        if (await story() is { } letter)
        {
            var day = DateOnly.FromDateTime(now.UtcDateTime);
            await Note(letter.Id, source.Id, new LetterDay(day, source.Name) { Link = source.Address, Joined = change.Joined, Withdrawn = change.Withdrawn, Counts = Counted(list, source.Name, day) }, cancel);
            await Sum(letter, now, cancel);
        }

        // Last: a crash before has the same difference found and noted again.
        var json = JsonSerializer.Serialize(list, StoredJson.Options);
        await tables.Documents.Upsert(new TableRow(LastReading, source.Id, json), cancel);
    }

    /// <summary>What was seen of a letter, the earliest first.</summary>
    public async Task<IReadOnlyList<LetterDay>> Days(string storyId, CancellationToken cancel) =>
        await tables.LetterDays.Range(storyId, cancel: cancel).Select(r => r.Value).ToListAsync(cancel);

    /// <summary>A story that became part of another hands over what was seen of its letter.</summary>
    public async Task HandOver(Story from, DateTimeOffset now, CancellationToken cancel)
    {
        if (from.MergedInto is not { } into || await tables.Stories.Get(Keys.DayOf(into), into, cancel) is not { Value: var story })
        {
            return;
        }

        await foreach (var row in tables.LetterDays.Range(from.Id, cancel: cancel))
        {
            await tables.LetterDays.Upsert(into, row.Key, row.Value, cancel);
        }

        await tables.Letters.Delete(Keys.Only, from.Id, cancel);
        if (IsLetter(story))
        {
            await Sum(story, now, cancel);
        }
    }

    private async Task<(SignatureList List, string ETag)?> Last(string sourceId, CancellationToken cancel) =>
        await tables.Documents.Get(LastReading, sourceId, cancel) is { } row && JsonSerializer.Deserialize<SignatureList>(row.Json, StoredJson.Options) is { } list ? (list, row.ETag!) : null;

    /// <summary>One row a day for a page, however often it changes: who came and went since the day before, and the last count.</summary>
    private async Task Note(string storyId, string sourceId, LetterDay seen, CancellationToken cancel)
    {
        var key = Row(seen.Day, sourceId);
        var before = (await tables.LetterDays.Get(storyId, key, cancel))?.Value ?? new LetterDay(seen.Day, seen.By);
        await tables.LetterDays.Upsert(storyId, key, seen with
        {
            Joined = Without(before.Joined.Concat(seen.Joined), seen.Withdrawn),
            Withdrawn = Without(before.Withdrawn.Concat(seen.Withdrawn), seen.Joined),
            Counts = seen.Counts.Count > 0 ? seen.Counts : before.Counts,
        }, cancel);
    }

    private static List<string> Without(IEnumerable<string> names, IReadOnlyList<string> others)
    {
        var gone = others.Select(Signatures.Key).ToHashSet(StringComparer.Ordinal);
        return [.. names.DistinctBy(Signatures.Key).Where(n => !gone.Contains(Signatures.Key(n)))];
    }

    private static List<LetterCount> Counted(SignatureList list, string by, DateOnly day) =>
        (list.Count ?? (list.IsCut ? 0 : list.Names.Count)) is > 0 and var count ? [new LetterCount(count, list.Count is null ? Signatory : list.Of, false, by, day)] : [];

    /// <summary>The letter's line in the list of all.</summary>
    private async Task Sum(Story story, DateTimeOffset now, CancellationToken cancel)
    {
        var days = await Days(story.Id, cancel);
        var signed = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (name, stands) in days.SelectMany(d => d.Joined.Select(n => (n, true)).Concat(d.Withdrawn.Select(n => (n, false)))))
        {
            signed[Signatures.Key(name)] = stands;
        }

        var counts = days.SelectMany(d => d.Counts).GroupBy(c => c.Of).OrderBy(g => g.Key != Signatory).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var letters = story.Facts.Letters;
        await tables.Letters.Upsert(Keys.Only, story.Id, new Letter(
            story.Id, letters.Select(l => l.Title).OfType<string>().FirstOrDefault() ?? story.Title, story.Language,
            letters.Select(l => l.Link).FirstOrDefault(l => l is { IsAbsoluteUri: true, Scheme: "http" or "https" }) ?? story.Members.FirstOrDefault(m => m.Primary)?.Link ?? story.Link, now)
        {
            Published = letters.Select(l => l.Published).OfType<DateOnly>().Append(DateOnly.FromDateTime(story.FirstSeen.UtcDateTime)).Min(),
            Addressees = [.. letters.SelectMany(l => l.Addressees).DistinctBy(Signatures.Key).Take(12)],
            Demands = [.. letters.SelectMany(l => l.Demands).DistinctBy(Signatures.Key).Take(12)],
            First = [.. counts.Select(g => g.MinBy(c => c.Day)!)],
            Latest = [.. counts.Select(g => g.Last(c => c.Day == g.Max(x => x.Day)))],
            Named = signed.Values.Count(stands => stands),
            Withdrawn = signed.Values.Count(stands => !stands),
        }, cancel);
    }

    private static string Row(DateOnly day, string of) => $"{Keys.Day(day)}-{Keys.Hash(of)}";
}
