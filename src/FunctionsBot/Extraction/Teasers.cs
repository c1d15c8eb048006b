namespace FunctionsBot.Extraction;

/// <summary>
/// Finds the cards of other articles: three or more elements alike, side by side, each with a linked headline and little text. What is
/// repeated is a template's and not an author's.
/// </summary>
internal static class Teasers
{
    private const int Fewest = 3;
    private const int MostProse = 700;

    /// <summary>Marks every card as chrome.</summary>
    public static void Mark(Tree tree, List<Passage> passages)
    {
        foreach (var passage in passages)
        {
            if (!passage.Signatory && passage.LinkShare > 0.8 && Words.Count(passage.Text, 4) >= 3)
                passage.Owner.Headlines++;
        }

        for (var i = tree.Elements.Count - 1; i > 0; i--)
            tree.Elements[i].Parent!.Headlines += tree.Elements[i].Headlines;
        foreach (var node in tree.All)
        {
            if (node.Headlines >= Fewest)
                MarkChildren(node);
        }
    }

    /// <summary>The card an element stands in, itself included.</summary>
    public static Node? Around(Node? node)
    {
        while (node is { Card: false })
            node = node.Parent;
        return node;
    }

    private static void MarkChildren(Node parent)
    {
        var alike = new Dictionary<(string, string), (int All, int Cards)>();
        for (var child = parent.First; child is not null; child = child.Next)
        {
            if (child.IsText || !CanBeCard(child))
                continue;
            var (all, cards) = alike.GetValueOrDefault(Kind(child));
            alike[Kind(child)] = (all + 1, cards + (IsCard(child) ? 1 : 0));
        }

        for (var child = parent.First; child is not null; child = child.Next)
        {
            if (child.IsText || !CanBeCard(child) || !IsCard(child))
                continue;
            var (all, cards) = alike[Kind(child)];
            if (cards < Fewest || cards < all * 0.6)
                continue;
            child.Chrome = child.Card = true;
        }
    }

    private static bool CanBeCard(Node node) => node.Tag is "li" or "div" or "article" or "section" or "a" or "td" or "tr" or "dd" or "figure";

    private static bool IsCard(Node node) => node.Headlines is 1 or 2 or 3 && node.Prose < MostProse;

    /// <summary>Alike by tag and first name: the second is often a number or a position.</summary>
    private static (string, string) Kind(Node node)
    {
        var end = node.Label.Length > 1 ? node.Label.IndexOf('-', 1) : -1;
        return (node.Tag, end > 0 ? node.Label[..end] : "");
    }
}
