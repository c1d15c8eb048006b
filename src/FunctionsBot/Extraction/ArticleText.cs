namespace FunctionsBot.Extraction;

/// <summary>The article's passages, chosen from the page's.</summary>
internal static class ArticleText
{
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

        return chosen;
    }

    /// <summary>A standfirst stands between the title and the text: it is named so, or the page's own description says the same.</summary>
    private static bool IsLead(Passage passage, Page page, Node body) =>
        passage.Owner.Index < body.Index && passage.Owner.Tag != "h1" && passage.Owner.IsIn(page.Home) && passage.Text.Length is > 40 and < 1000 && passage.LinkShare < 0.3
        && page.Description is { } description && SaysSame(passage.Text, description)
        && !InFrame(passage.Owner);

    private static bool SaysSame(string text, string description)
    {
        var bare = LineCleaner.Bare(text);
        var other = LineCleaner.Bare(description);
        return bare.Length > 30 && other.Length > 30 && (bare.StartsWith(other[..30], StringComparison.Ordinal) || other.StartsWith(bare[..30], StringComparison.Ordinal));
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
        if (passage.LinkShare < 0.8)
            return false;
        if (passage.IsHeading)
            return true;
        return passage.Owner != body && !Words.EndsSentence(passage.Text);
    }
}
