namespace FunctionsBot.Extraction;

/// <summary>The article's passages, chosen from the page's.</summary>
internal static class ArticleText
{
    /// <summary>The passages of the article, chrome inside it left out; empty where the page has none.</summary>
    public static List<Passage> Choose(Node? body, List<Passage> passages)
    {
        if (body is null)
            return [];
        var chosen = new List<Passage>();
        foreach (var passage in passages)
        {
            if (passage.Owner.IsIn(body) && !passage.Owner.InChrome(body) && !IsLinkBox(passage, body))
                chosen.Add(passage);
        }

        return chosen;
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
