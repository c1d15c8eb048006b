using System.Text;

namespace FunctionsBot.Extraction;

/// <summary>
/// Walks a page once and cuts its text into passages: what stands between the starts and ends of block elements and empty lines.
/// Marks elements that look like chrome on the way.
/// </summary>
internal sealed class PassageReader
{
    /// <summary>A cell of data is short; a cell of layout holds half a page.</summary>
    private const int LongestCell = 250;

    /// <summary>Most passages that are read: ten times what the longest reports have.</summary>
    public const int MaxPassages = 20_000;

    private readonly List<Passage> _passages = [];
    private readonly Names _names = new();
    private readonly StringBuilder _line = new();
    private int _links;
    private bool _gap;
    private bool _broken;

    /// <summary>The passages of a page, in its order.</summary>
    public static List<Passage> Read(Tree tree)
    {
        var reader = new PassageReader();
        reader.Walk(tree.Root, tree.Root, inLink: false);
        reader.Flush(tree.Root);
        return reader._passages;
    }

    // Recursion is safe: TreeBuilder.MaxDepth bounds it.
    private void Walk(Node node, Node owner, bool inLink)
    {
        for (var child = node.First; child is not null; child = child.Next)
        {
            if (child.IsText)
                Add(child.Text, inLink);
            else if (child.Tag == "br")
                Break(owner);
            else if (child.Tag == "tr" && IsPlainRow(child))
                ReadRow(child, owner);
            else if (!IsUnseen(child))
                Enter(child, owner, inLink);
        }
    }

    private void Enter(Node child, Node owner, bool inLink)
    {
        var kind = _names.Of(child);
        child.NamedBody = kind == NameKind.Body || child["itemprop"] == "articleBody";
        child.Chrome = Tags.IsChrome(child.Tag) || HasChromeRole(child) || (child.Tag != "blockquote" && kind == NameKind.Chrome);
        if (!Tags.IsBlock(child.Tag) && !child.Chrome)
        {
            Walk(child, owner, inLink || IsLink(child));
            return;
        }

        Flush(owner);
        Walk(child, child, inLink || IsLink(child));
        Flush(child);
    }

    private void ReadRow(Node row, Node owner)
    {
        Flush(owner);
        for (var cell = row.First; cell is not null; cell = cell.Next)
        {
            if (cell.IsText)
                continue;
            if (_line.Length > 0)
                Add(" | ", inLink: false);
            Walk(cell, row, inLink: false);
        }

        Flush(row);
    }

    private static bool IsPlainRow(Node row)
    {
        var cells = 0;
        for (var cell = row.First; cell is not null; cell = cell.Next)
        {
            if (cell.IsText)
                continue;
            cells++;
            if (cell.InnerText(LongestCell).Length >= LongestCell)
                return false;
            for (var inner = cell.First; inner is not null; inner = inner.Next)
            {
                if ((Tags.IsBlock(inner.Tag) && inner.Tag != "p") || inner.Tag is "br" or "font")
                    return false;
            }
        }

        return cells > 1;
    }

    private void Add(string text, bool inLink)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Words.IsBlank(text[i]))
            {
                _gap = true;
                i++;
                continue;
            }

            var end = RunEnd(text, i);
            var before = _line.Length;
            if (_broken && before > 0)
                _line.Append('\n');
            else if (_gap && before > 0 && _line[^1] != '\n')
                _line.Append(' ');
            _gap = false;
            _broken = false;
            _line.Append(text.AsSpan(i, end - i));
            if (inLink)
                _links += _line.Length - before;
            i = end;
        }
    }

    /// <summary>Where words with single spaces between them end: such a run is copied as it is, and most texts are one run.</summary>
    private static int RunEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            if (!Words.IsBlank(text[end]))
                end++;
            else if (text[end] == ' ' && end + 1 < text.Length && !Words.IsBlank(text[end + 1]))
                end += 2;
            else
                break;
        }

        return end;
    }

    /// <summary>One line break is a line; two are a new paragraph.</summary>
    private void Break(Node owner)
    {
        if (_broken)
            Flush(owner);
        _broken = _line.Length > 0;
    }

    private void Flush(Node owner)
    {
        if (_line.Length > 0 && _passages.Count < MaxPassages)
            _passages.Add(new Passage(owner, _line.ToString(), _links));
        _line.Clear();
        _links = 0;
        _gap = false;
        _broken = false;
    }

    /// <summary>A link to a place on the same page is a footnote or the like; a bare "#" is a button.</summary>
    private static bool IsLink(Node node) => node.Tag == "a" && node["href"] is { Length: > 0 } href && (href[0] != '#' || href.Length == 1);

    private static bool IsUnseen(Node node) =>
        Tags.IsSilent(node.Tag) || node["hidden"] is not null || node["aria-hidden"] == "true"
        || (node["style"] is { } style && HidesIt(style));

    private static bool HidesIt(string style) =>
        (style.Contains("none", StringComparison.OrdinalIgnoreCase) || style.Contains("hidden", StringComparison.OrdinalIgnoreCase))
        && style.Replace(" ", "", StringComparison.Ordinal) is var plain
        && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));

    private static bool HasChromeRole(Node node) => node["role"] is "navigation" or "complementary" or "contentinfo" or "banner" or "dialog"
        or "alertdialog" or "search" or "menu" or "menubar" or "toolbar" or "tablist";
}
