using System.Runtime.InteropServices;

namespace FunctionsBot.Sources;

/// <summary>
/// The drafts of one feed, lent from those of the feed that the same thread read before: a poll reads thousands of entries of which a few
/// are new, and nothing is left of the drafts once the entries are built.
/// </summary>
internal sealed class LentDrafts
{
    /// <summary>Drafts kept for the next feed; the few that have more make their own.</summary>
    private const int Most = 200;

    [ThreadStatic]
    private static LentDrafts? spare;

    private readonly List<EntryDraft> drafts = [];

    public int Count { get; private set; }

    public ReadOnlySpan<EntryDraft> Kept => CollectionsMarshal.AsSpan(drafts)[..Count];

    public static LentDrafts Take()
    {
        var lent = spare ?? new();
        spare = null;
        return lent;
    }

    /// <summary>An empty draft. It is given again until it is kept.</summary>
    public EntryDraft Next()
    {
        if (Count == drafts.Count) drafts.Add(new());
        drafts[Count].Clear();
        return drafts[Count];
    }

    /// <summary>Keeps the draft that was given last.</summary>
    public void Keep() => Count++;

    /// <summary>Gives them back: nobody may look at one any more.</summary>
    public void Return()
    {
        foreach (var draft in drafts) draft.Clear();
        if (drafts.Count > Most) drafts.RemoveRange(Most, drafts.Count - Most);
        Count = 0;
        spare = this;
    }
}
