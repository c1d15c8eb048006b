namespace FunctionsBot.Extraction;

/// <summary>
/// One element or run of text of a parsed page. Siblings are linked, not listed: a page has tens of thousands of nodes and most have
/// no children worth a list.
/// </summary>
internal sealed class Node(string tag)
{
    /// <summary>The tag of a run of text.</summary>
    public const string TextTag = "#text";

    private KeyValuePair<string, string>[] _attributes = [];

    /// <summary>Lower-case tag, or <see cref="TextTag"/>.</summary>
    public string Tag { get; } = tag;

    /// <summary>The characters, of a run of text or of a script of data.</summary>
    public string Text { get; init; } = "";

    /// <summary>The element around it.</summary>
    public Node? Parent { get; private set; }

    /// <summary>The first thing in it.</summary>
    public Node? First { get; private set; }

    /// <summary>What follows it in its parent.</summary>
    public Node? Next { get; private set; }

    /// <summary>Looked like chrome by its tag, name or role; its text is left out.</summary>
    public bool Chrome { get; set; }

    /// <summary>
    /// Class names and id cut into lower-case words: <c>-article-share-bar-</c>; empty where there are none. See <see cref="Names"/>.
    /// </summary>
    public string Label { get; set; } = "";

    /// <summary>Its place among the page's elements, in the order of the page. Runs of text have none.</summary>
    public int Index { get; set; }

    /// <summary>The place of the last element in it, itself included.</summary>
    public int End { get; set; }

    /// <summary>How many of the elements around it, itself included, are chrome.</summary>
    public int ChromeDepth { get; set; }

    /// <summary>Named as the article's own text.</summary>
    public bool NamedBody { get; set; }

    /// <summary>What its text speaks for an article, summed over what is in it. See <see cref="BodyFinder"/>.</summary>
    public double Score { get; set; }

    /// <summary>Characters of sentence-like text in it.</summary>
    public int Prose { get; set; }

    /// <summary>Linked headlines in it. See <see cref="Teasers"/>.</summary>
    public int Headlines { get; set; }

    /// <summary>Is the card of another article. See <see cref="Teasers"/>.</summary>
    public bool Card { get; set; }

    private Node? Last { get; set; }

    /// <summary>True for a run of text.</summary>
    public bool IsText => ReferenceEquals(Tag, TextTag);

    /// <summary>The attribute's value, or null where it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _attributes)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }

    /// <summary>Keeps these attributes.</summary>
    public void Set(KeyValuePair<string, string>[] attributes) => _attributes = attributes;

    /// <summary>Puts a node at the end of this one.</summary>
    public void Append(Node child)
    {
        child.Parent = this;
        if (Last is null)
            First = child;
        else
            Last.Next = child;
        Last = child;
    }

    /// <summary>Whether <paramref name="other"/> is this element or around it.</summary>
    public bool IsIn(Node other) => Index >= other.Index && Index <= other.End;

    /// <summary>Whether chrome stands between this element and <paramref name="within"/>, itself included (or the page, where none is given).</summary>
    public bool InChrome(Node? within = null) => ChromeDepth > (within?.ChromeDepth ?? 0);

    /// <summary>Whether its names hold one of these, each written <c>-so-</c>.</summary>
    public bool IsNamed(params ReadOnlySpan<string> words)
    {
        if (Label.Length == 0)
            return false;
        foreach (var word in words)
        {
            if (Label.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>All text in it on one line, at most <paramref name="limit"/> characters.</summary>
    public string InnerText(int limit = 2000)
    {
        if (IsText)
            return Words.Squeeze(Text);
        var text = new System.Text.StringBuilder();
        for (var node = First; node is not null && text.Length <= limit; node = After(node))
        {
            if (node.IsText)
                text.Append(node.Text);
            else if (Tags.IsBlock(node.Tag) || node.Tag == "br")
                text.Append(' ');
        }

        return Words.Squeeze(text.Length > limit ? text.ToString(0, limit) : text.ToString());
    }

    /// <summary>The next node in this one, in the order of the page.</summary>
    private Node? After(Node node)
    {
        if (node.First is not null)
            return node.First;
        var at = node;
        while (at != this && at.Next is null)
            at = at.Parent!;
        return at == this ? null : at.Next;
    }
}
