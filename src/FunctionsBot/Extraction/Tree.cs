using System.Runtime.InteropServices;

namespace FunctionsBot.Extraction;

/// <summary>
/// A parsed page: its elements in order, so that passes over them need no recursion and "is it in there" is two comparisons.
/// </summary>
/// <param name="Elements">Every element, the html element first.</param>
/// <param name="CutShort">The page had more elements than are kept.</param>
internal sealed record Tree(List<Node> Elements, bool CutShort)
{
    /// <summary>The html element.</summary>
    public Node Root => Elements[0];

    /// <summary>All elements.</summary>
    public ReadOnlySpan<Node> All => CollectionsMarshal.AsSpan(Elements);

    /// <summary>An element and those in it.</summary>
    public ReadOnlySpan<Node> In(Node node) => All[node.Index..(node.End + 1)];

    /// <summary>Adds up, for every element, the scores and prose of those in it.</summary>
    public void SumUp()
    {
        for (var i = Elements.Count - 1; i > 0; i--)
        {
            Elements[i].Parent!.Score += Elements[i].Score;
            Elements[i].Parent!.Prose += Elements[i].Prose;
        }
    }

    /// <summary>Counts the chrome around every element.</summary>
    public void CountChrome()
    {
        foreach (var node in All)
            node.ChromeDepth = (node.Parent?.ChromeDepth ?? 0) + (node.Chrome ? 1 : 0);
    }
}
