using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>
/// Merges an item into its story. The result does not depend on the order in which items come, and adding an item twice is adding it once:
/// that is what makes a crash, a retry and a second instance harmless.
/// </summary>
internal static class StoryMerge
{
    /// <summary>Members kept: under 200 KB. What comes later is placed, and its story stays as it is.</summary>
    private const int MostMembers = 200;

    private const int LongestTitle = 200;
    private const int LongestLead = 1000;
    private const int MostEvidence = 40;

    /// <summary>A text this short is a stub: a whole one is a better head.</summary>
    private const int Stub = 600;

    /// <summary>The story with the item in it; null if it stays as it is.</summary>
    public static Story? Add(Story? story, ReadItem item, Membership membership)
    {
        var member = Member(item, membership);
        var facts = FactsMerge.From(item.Facts, member.Newsroom, item.Seen);
        if (story is null)
        {
            return Head(Empty(member, membership.Story, item), item) with { Members = Roles([member]), Facts = facts };
        }

        if (story.Members.Count >= MostMembers || story.Members.Any(m => m.ItemId == item.Id))
        {
            return null;
        }

        var isHead = HeadOf([.. story.Members, member]) == member.ItemId;
        return (isHead ? Head(story, item) : story) with
        {
            Score = Math.Max(story.Score, item.Verdict.Score),
            FirstSeen = item.Seen < story.FirstSeen ? item.Seen : story.FirstSeen,
            Updated = item.Seen > story.Updated ? item.Seen : story.Updated,
            History = story.History && item.History,
            Members = Roles([.. story.Members, member]),
            Facts = FactsMerge.Union(story.Facts, facts),
        };
    }

    /// <summary>Two stories as one, under the first one's address; the first as it is if it holds the other already.</summary>
    public static Story Union(Story story, Story other)
    {
        var members = story.Members.Concat(other.Members.ExceptBy(story.Members.Select(m => m.ItemId), m => m.ItemId)).ToList();
        if (members.Count == story.Members.Count)
        {
            return story;
        }

        var isHead = HeadOf(story.Members) == HeadOf(members);
        return (isHead ? story : WithHeadOf(story, other)) with
        {
            Score = Math.Max(story.Score, other.Score),
            FirstSeen = other.FirstSeen < story.FirstSeen ? other.FirstSeen : story.FirstSeen,
            Updated = other.Updated > story.Updated ? other.Updated : story.Updated,
            History = story.History && other.History,
            Members = Roles([.. members.OrderBy(m => m.Published).ThenBy(m => m.ItemId, StringComparer.Ordinal).Take(MostMembers)]),
            Facts = FactsMerge.Union(story.Facts, other.Facts),
            Matches = other.Matches.Concat(story.Matches).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.MinBy(m => m.Value.At).Value),
            Sketch = SketchBytes.Write(SketchBytes.Read(story).With(SketchBytes.Read(other))),
            Dossier = story.Dossier ?? (other.Dossier == story.Id ? null : other.Dossier),
        };
    }

    private static Story Empty(StoryMember member, string id, ReadItem item) =>
        new(id, member.Title, member.Language, member.Link, item.Verdict.Kind, item.Verdict.Score, item.Seen) { Updated = item.Seen, History = item.History };

    private static StoryMember Member(ReadItem item, Membership membership) => new(
        item.Id,
        item.SourceId,
        item.Item.Site ?? (item.SourceName.Length > 0 ? item.SourceName : item.SourceId),
        Cut(item.Item.Title, LongestTitle),
        item.Item.Link,
        item.Item.Language,
        item.Item.Published ?? item.Seen,
        ItemRole.Report)
    {
        Seen = item.Seen,
        Paywall = item.Item.Paywall,
        Attribution = item.Item.Attribution?.Name,
        CopyOf = membership.CopyOf,
        Length = item.Item.Text.Length,
        Primary = item.Item.PageType is PageType.Letter or PageType.Event,
    };

    private static Story Head(Story story, ReadItem item) => story with
    {
        Title = Cut(item.Item.Title, LongestTitle),
        Language = item.Item.Language,
        Link = item.Item.Link,
        Kind = item.Verdict.Kind,
        Topics = item.Verdict.Topics,
        Lead = Cut(item.Item.Lead is { Length: > 0 } lead ? lead : item.Item.Text.Split("\n\n", 2)[0], LongestLead),
        Evidence = [.. item.Verdict.Evidence.Take(MostEvidence)],
        Stage = Stages.Of(item.Item),
    };

    private static Story WithHeadOf(Story story, Story other) => story with
    {
        Title = other.Title,
        Language = other.Language,
        Link = other.Link,
        Kind = other.Kind,
        Topics = other.Topics,
        Lead = other.Lead,
        Evidence = other.Evidence,
        Stage = other.Stage,
    };

    /// <summary>The item whose title and lead the story shows.</summary>
    private static string HeadOf(IEnumerable<StoryMember> members) => members.OrderBy(Rank).ThenBy(m => m.ItemId, StringComparer.Ordinal).First().ItemId;

    /// <summary>The best head first: the document itself, what can be read whole without paying, whose own text it is, the earliest.</summary>
    private static (bool, bool, bool, bool, DateTimeOffset) Rank(StoryMember member) => (
        !member.Primary,
        member.Paywall.Kind != PaywallKind.Free,
        member.Length < Stub,
        member.Attribution is not null,
        member.Published);

    /// <summary>
    /// Of items with one text, the one that names no other as its origin and came first has it as its own, the others are copies. Of these own
    /// texts the document itself, else the first, is the original, and the others are reports.
    /// </summary>
    private static List<StoryMember> Roles(List<StoryMember> members)
    {
        var newsrooms = members.ToLookup(m => Terms.FoldAll(m.Newsroom));
        bool NamesAnother(StoryMember member) =>
            member.Attribution is { } name && newsrooms[Terms.FoldAll(name)].Any(m => m.ItemId != member.ItemId && m.Attribution is null);

        var own = members
            .GroupBy(m => m.CopyOf ?? m.ItemId)
            .Select(text => text.OrderBy(m => (m.Attribution is not null, m.Published)).ThenBy(m => m.ItemId, StringComparer.Ordinal).First())
            .Where(m => !NamesAnother(m))
            .OrderBy(m => (!m.Primary, m.Attribution is not null, m.Published)).ThenBy(m => m.ItemId, StringComparer.Ordinal)
            .Select(m => m.ItemId)
            .ToList();

        return [.. members
            .Select(m => m with { Role = own.IndexOf(m.ItemId) switch { 0 => ItemRole.Original, > 0 => ItemRole.Report, _ => ItemRole.Copy } })
            .OrderBy(m => m.Published).ThenBy(m => m.ItemId, StringComparer.Ordinal)];
    }

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end].TrimEnd() + "…";
    }
}
