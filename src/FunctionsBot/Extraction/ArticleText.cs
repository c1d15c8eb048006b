namespace FunctionsBot.Extraction;

/// <summary>The article's passages, chosen from the page's.</summary>
internal static class ArticleText
{
    /// <summary>Two texts that begin with this many equal letters say the same.</summary>
    private const int Alike = 30;

    /// <summary>The passages of the article, chrome inside it left out; empty where the page has none.</summary>
    public static List<Passage> Choose(Page page)
    {
        if (page.Body is not { } body)
            return [];
        var chosen = new List<Passage>();
        foreach (var passage in page.Passages)
        {
            if (IsLead(passage, page, body))
                chosen.Add(passage);
            else if (passage.Owner.IsIn(body) && !passage.Owner.InChrome(body) && !IsLinkBox(passage, body))
                chosen.Add(passage);
        }

        TrimLabels(chosen);
        return chosen;
    }

    /// <summary>Short labels before the first prose and after the last ("Politics", "Factsheet") are the template's.</summary>
    private static void TrimLabels(List<Passage> chosen)
    {
        var first = chosen.FindIndex(p => p.IsProse);
        var last = chosen.FindLastIndex(p => p.IsProse);
        if (first < 0)
            return;
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            var after = i > last && chosen[i].Owner.Tag is "div" or "section" or "article" && IsLabel(chosen[i], 4);
            if (after || (i < first && IsLabel(chosen[i], 2)))
                chosen.RemoveAt(i);
        }
    }

    private static bool IsLabel(Passage passage, int words) =>
        !passage.IsHeading && !passage.Signatory && passage.Owner.Tag is not ("li" or "tr") && passage.Text[^1] != ','
        && Words.Count(passage.Text, words + 1) <= words && !Words.EndsSentence(passage.Text);

    /// <summary>A standfirst stands between the title and the text: it is named so, or the page's own description says the same.</summary>
    private static bool IsLead(Passage passage, Page page, Node body) =>
        passage.Owner.Index < body.Index && passage.Owner.Tag != "h1" && passage.Owner.IsIn(page.Home)
        && passage.Text.Length is > 40 and < 1000 && passage.LinkShare < 0.3
        && (NamedLead(passage.Owner) || (page.Description is { } description && SaysSame(passage.Text, description)))
        && !InFrame(passage.Owner);

    private static bool NamedLead(Node owner) => Names.IsLead(owner) || (owner.Parent is { } parent && Names.IsLead(parent));

    private static bool SaysSame(string text, string description)
    {
        var bare = LineCleaner.Bare(text);
        var other = LineCleaner.Bare(description);
        return bare.Length > Alike && other.Length > Alike && bare.AsSpan(0, Alike).SequenceEqual(other.AsSpan(0, Alike));
    }

    private static bool InFrame(Node node)
    {
        for (var n = node; n is not null; n = n.Parent)
        {
            if (n.Tag is "nav" or "footer" or "aside" or "figcaption")
                return true;
        }

        return false;
    }

    /// <summary>A list or box of links inside the article.</summary>
    private static bool IsLinkBox(Passage passage, Node body)
    {
        if (passage.LinkShare < 0.8 || passage.Signatory)
            return false;
        if (passage.IsHeading)
            return true;
        return passage.Owner != body && !Words.EndsSentence(passage.Text);
    }
}
