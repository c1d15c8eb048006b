namespace FunctionsBot.Extraction;

/// <summary>The elements that are open at a point of a page, html first, and the rules by which they close.</summary>
internal sealed class OpenElements
{
    private readonly List<Node> _open = [];
    private int _overflow;
    private int _paragraphs;

    /// <summary>The innermost.</summary>
    public Node Current => _open[^1];

    /// <summary>How many.</summary>
    public int Count => _open.Count;

    /// <summary>Opens an element.</summary>
    public void Add(Node node)
    {
        _open.Add(node);
        if (node.Tag == "p")
            _paragraphs++;
    }

    /// <summary>Notes an element that is too deep to be kept, so that its end tag closes nothing.</summary>
    public void LayFlat() => _overflow++;

    /// <summary>Closes what the start of an element of this tag ends (HTML standard, 13.1.2.4, optional tags).</summary>
    public void CloseImplied(string tag)
    {
        if (_paragraphs > 0 && Tags.ClosesParagraph(tag))
            CloseUpTo("p", "td", "th", "table", "button", "caption", "object");
        switch (tag)
        {
            case "li":
                CloseUpTo("li", "ul", "ol", "menu", "table");
                break;
            case "dt" or "dd":
                CloseUpTo("dt", "dl", "table");
                CloseUpTo("dd", "dl", "table");
                break;
            case "td" or "th":
                CloseUpTo("td", "tr", "table");
                CloseUpTo("th", "tr", "table");
                break;
            case "tr":
                CloseUpTo("tr", "table");
                break;
            case "tbody" or "thead" or "tfoot":
                CloseUpTo("tbody", "table");
                CloseUpTo("thead", "table");
                break;
            case "option" or "a" or "button" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                CloseUpTo(tag, "td", "th", "table", "div", "li", "article", "section");
                break;
        }
    }

    /// <summary>Closes the innermost open element of this tag, unless one of the bounds lies between.</summary>
    private void CloseUpTo(string tag, params ReadOnlySpan<string> bounds)
    {
        for (var i = _open.Count - 1; i > 0; i--)
        {
            if (_open[i].Tag == tag)
            {
                PopTo(i);
                return;
            }

            if (bounds.Contains(_open[i].Tag))
                return;
        }
    }

    /// <summary>Closes the innermost element of this tag, if one is open within the same block or cell; else does nothing.</summary>
    public void End(string tag)
    {
        if (tag is "html" or "body" or "br" || Tags.IsVoid(tag))
            return;
        if (_overflow > 0)
        {
            _overflow--;
            return;
        }

        var formatting = Tags.IsFormatting(tag);
        var table = tag is "table" or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot";
        for (var i = _open.Count - 1; i > 0; i--)
        {
            var open = _open[i].Tag;
            if (open == tag)
            {
                PopTo(i);
                return;
            }

            if (open == "body" || (formatting && Tags.IsBlock(open)) || (!table && open is "td" or "th"))
                return;
        }
    }

    /// <summary>Closes all elements from this one of the stack.</summary>
    public void PopTo(int index)
    {
        for (var i = index; i < _open.Count; i++)
        {
            if (_open[i].Tag == "p")
                _paragraphs--;
        }

        _open.RemoveRange(index, _open.Count - index);
    }
}
