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
    private const double Plain = 0.3;
    private const double NamedBody = 1.25;
    private const int Doubtful = 300;
    private const double LeastShare = 0.25;

    /// <summary>The article's element, or null where the page has no prose.</summary>
    public static Node? Find(Tree tree, List<Passage> passages)
    {
        foreach (var passage in passages)
            passage.Owner.Prose += passage.IsProse ? passage.Text.Length : 0;
        tree.SumUp();
        KeepMajority(tree);
        Teasers.Mark(tree, passages);
        var all = tree.Root.Prose;
        var best = Score(tree, passages);
        return all > Doubtful && (best?.Prose ?? 0) < Math.Min(all * LeastShare, Doubtful) ? WithoutNames(tree, passages) : best;
    }

    /// <summary>
    /// All prose stands in what looks like chrome: then the names mean nothing here, or the page is a list of cards, and all of them are
    /// its text.
    /// </summary>
    private static Node? WithoutNames(Tree tree, List<Passage> passages)
    {
        foreach (var node in tree.All)
            node.Chrome &= Tags.IsChrome(node.Tag) && node.Tag != "form";
        var best = Score(tree, passages);
        return Teasers.Around(best)?.Parent ?? best;
    }

    /// <summary>A name may be wrong: what holds most of the page's prose is no chrome ("page-with-sidebar").</summary>
    private static void KeepMajority(Tree tree)
    {
        foreach (var node in tree.All)
            node.Chrome &= node.Prose <= tree.Root.Prose * 0.5;
    }

    private static Node? Score(Tree tree, List<Passage> passages)
    {
        tree.CountChrome();
        foreach (var node in tree.All)
            (node.Score, node.Prose) = (0, 0);
        foreach (var passage in passages)
        {
            if (passage.Owner.InChrome())
                continue;
            passage.Owner.Score += ScoreOf(passage);
            passage.Owner.Prose += passage.IsProse ? passage.Text.Length : 0;
        }

        tree.SumUp();
        return Best(tree);
    }

    private static double ScoreOf(Passage passage)
    {
        if (passage.IsProse)
            return passage.Text.Length - (1.5 * passage.Links);
        if (passage.Signatory || (passage.IsHeading && passage.Links == 0))
            return 0;
        if (passage.Links == 0 && passage.Owner.Tag is "p" or "li" or "tr" or "td" or "dd" or "pre" or "blockquote")
            return Plain * passage.Text.Length;
        return -LabelCost - (LinkCost * passage.Links);
    }

    private static Node? Best(Tree tree)
    {
        Node? best = null;
        var most = 0.0;
        foreach (var node in tree.All)
        {
            if (node.Score <= 0 || !Tags.HoldsArticle(node.Tag))
                continue;
            var score = node.Score * Weight(node);
            // At equal score the inner element is the tighter one.
            if (score > most || (score == most && best is not null && node.IsIn(best)))
                (best, most) = (node, score);
        }

        return best is null ? null : FirstArticle(tree, best);
    }

    /// <summary>Some sites append the next article below the first: each is an article element with a heading of its own.</summary>
    private static Node FirstArticle(Tree tree, Node best)
    {
        Node? first = null;
        foreach (var node in tree.In(best))
        {
            if (node.Tag != "article" || node == best || node.Prose < Doubtful || !HasHeading(tree, node))
                continue;
            if (first is null)
                first = node;
            else if (node.Parent == first.Parent)
                return first;
        }

        return best;
    }

    private static bool HasHeading(Tree tree, Node node)
    {
        foreach (var inner in tree.In(node))
        {
            if (inner.Tag == "h1")
                return true;
        }

        return false;
    }

    private static double Weight(Node node)
    {
        if (node.Tag is "html" or "body")
            return 1;
        if (node.NamedBody)
            return NamedBody;
        return node.Tag is "article" or "main" ? 1.1 : 1;
    }
}
