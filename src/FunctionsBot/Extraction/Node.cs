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

    /// <summary>What its text speaks for an article, summed over what is in it. See <see cref="BodyFinder"/>.</summary>
    public double Score { get; set; }

    /// <summary>Characters of sentence-like text in it.</summary>
    public int Prose { get; set; }

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

    /// <summary>Class names and id together, as written.</summary>
    public string Names => (this["class"], this["id"]) switch
    {
        (null, null) => "",
        (var c, null) => c,
        (null, var i) => i,
        var (c, i) => c + " " + i,
    };

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

    /// <summary>The node and everything in it, in the order of the page. Safe for any depth.</summary>
    public IEnumerable<Node> Descendants()
    {
        var node = First;
        while (node is not null)
        {
            yield return node;
            if (node.First is not null)
            {
                node = node.First;
                continue;
            }

            while (node != this && node!.Next is null)
                node = node.Parent;
            node = node == this ? null : node!.Next;
        }
    }

    /// <summary>Whether <paramref name="other"/> is this node or around it.</summary>
    public bool IsIn(Node other)
    {
        for (var node = this; node is not null; node = node.Parent)
        {
            if (node == other)
                return true;
        }

        return false;
    }

    /// <summary>The nearest element around it, itself included, that has one of these tags.</summary>
    public Node? Closest(params ReadOnlySpan<string> tags)
    {
        for (var node = this; node is not null; node = node.Parent)
        {
            if (tags.Contains(node.Tag))
                return node;
        }

        return null;
    }

    /// <summary>All text in it on one line, at most <paramref name="limit"/> characters.</summary>
    public string InnerText(int limit = 2000)
    {
        if (IsText)
            return Words.Squeeze(Text);
        var text = new System.Text.StringBuilder();
        foreach (var node in Descendants())
        {
            if (node.IsText)
                text.Append(node.Text);
            else if (Tags.IsBlock(node.Tag) || node.Tag == "br")
                text.Append(' ');
            if (text.Length > limit)
                break;
        }

        return Words.Squeeze(text.Length > limit ? text.ToString(0, limit) : text.ToString());
    }
}
