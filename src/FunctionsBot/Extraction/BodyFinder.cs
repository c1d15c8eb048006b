namespace FunctionsBot.Extraction;

/// <summary>
/// Finds the element that holds the article. Every passage speaks for or against the elements around it: prose by its length, links and
/// labels against it; the element with the most left is the article's. The idea is that of maximum subsequence segmentation
/// (Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009), on the tree.
/// </summary>
internal static class BodyFinder
{
    private const double LabelCost = 12;
    private const double LinkCost = 1.0;
    private const double NamedBody = 1.25;

    /// <summary>The article's element, or null where the page has no prose.</summary>
    public static Node? Find(Node root, List<Passage> passages)
    {
        SumProse(passages);
        KeepMajority(root);
        foreach (var passage in passages)
            Credit(passage);
        return Best(root);
    }

    /// <summary>Whether a passage stands in chrome, seen from the article's element (or from the page).</summary>
    public static bool InChrome(Node node, Node? within = null)
    {
        for (var n = node; n is not null && n != within; n = n.Parent)
        {
            if (n.Chrome)
                return true;
        }

        return false;
    }

    private static void SumProse(List<Passage> passages)
    {
        foreach (var passage in passages)
        {
            if (!passage.IsProse)
                continue;
            for (Node? node = passage.Owner; node is not null; node = node.Parent)
                node.Prose += passage.Text.Length;
        }
    }

    /// <summary>A name may be wrong: what holds most of the page's prose is no chrome ("page-with-sidebar").</summary>
    private static void KeepMajority(Node root)
    {
        foreach (var node in root.Descendants())
        {
            if (node.Chrome && node.Prose > root.Prose * 0.5)
                node.Chrome = false;
        }
    }

    private static void Credit(Passage passage)
    {
        var score = ScoreOf(passage);
        if (score == 0 || InChrome(passage.Owner))
            return;
        for (Node? node = passage.Owner; node is not null; node = node.Parent)
            node.Score += score;
    }

    private static double ScoreOf(Passage passage)
    {
        if (passage.IsProse)
            return passage.Text.Length - 1.5 * passage.Links;
        if (passage.IsHeading && passage.Links == 0)
            return 0;
        return -LabelCost - LinkCost * passage.Links;
    }

    private static Node? Best(Node root)
    {
        var names = new Names();
        Node? best = null;
        var most = 0.0;
        foreach (var node in root.Descendants())
        {
            if (node.Score <= 0 || node.IsText)
                continue;
            var score = node.Score * Weight(node, names);
            // At equal score the inner element is the tighter one.
            if (score > most || (score == most && best is not null && node.IsIn(best)))
                (best, most) = (node, score);
        }

        return best;
    }

    private static double Weight(Node node, Names names)
    {
        if (node["itemprop"] == "articleBody" || names.Of(node) == NameKind.Body)
            return NamedBody;
        return node.Tag is "article" or "main" ? 1.1 : 1;
    }
}
