using System.Collections.Frozen;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace FunctionsBot.Extraction;

/// <summary>
/// Builds a page's tree from AngleSharp's tokens. The library's own tree holds every attribute and script, is quadratic in nesting
/// depth, and its element scopes are walked once per tag; this one keeps what extraction reads, with bounds, in one pass.
/// </summary>
internal sealed class TreeBuilder : IDisposable
{
    /// <summary>Deepest nesting kept; what is deeper is laid flat. Chromium's own limit is 512.</summary>
    public const int MaxDepth = 256;

    /// <summary>Most nodes kept. Real pages have a few thousand; what follows is not read.</summary>
    public const int MaxNodes = 250_000;

    private const int MaxAttributes = 24;
    private const int MaxValue = 20_000;

    private static readonly FrozenSet<string> s_attributes =
        ("class id role href src content name property itemprop itemtype rel datetime type lang style hidden aria-hidden aria-label " +
        "data-testid data-component data-type data-module data-qa pubdate charset http-equiv title data-datetime data-date data-src")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_attributeLookup =
        s_attributes.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly HtmlTokenizer _tokens;
    private readonly List<Node> _open = [];
    private readonly List<Node> _elements = [];
    private readonly Names _names = new();
    private readonly Node _root = new("html");
    private Node? _body;
    private string? _skipping;
    private int _skipDepth;
    private int _overflow;
    private int _nodes;
    private int _paragraphs;

    private TreeBuilder(string html)
    {
        _tokens = new HtmlTokenizer(new TextSource(new StringTextSource(html)), HtmlEntityProvider.Resolver)
        {
            SkipComments = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = Wanted,
        };
        _open.Add(_root);
        _elements.Add(_root);
    }

    /// <summary>The tree of a page.</summary>
    public static Tree Build(string html)
    {
        using var builder = new TreeBuilder(html);
        var cutShort = builder.Run();
        for (var i = builder._elements.Count - 1; i > 0; i--)
        {
            var node = builder._elements[i];
            node.Parent!.End = Math.Max(node.Parent.End, node.End);
        }

        return new Tree(builder._elements, cutShort);
    }

    /// <summary>Gives the tokenizer's buffers back.</summary>
    public void Dispose() => _tokens.Dispose();

    private static bool Wanted(ref StructHtmlToken token, ReadOnlyMemory<char> name) =>
        token.Attributes.Count < MaxAttributes && s_attributeLookup.Contains(name.Span);

    private bool Run()
    {
        while (_nodes < MaxNodes)
        {
            ref var token = ref _tokens.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return false;
                case HtmlTokenType.StartTag:
                    Start(ref token);
                    break;
                case HtmlTokenType.EndTag:
                    End(Tags.Named(token.Name.Memory.Span));
                    break;
                case HtmlTokenType.Character:
                    AddText(ref token);
                    break;
            }
        }

        return true;
    }

    private Node Current => _open[^1];

    private void AddText(ref StructHtmlToken token)
    {
        if (_skipping is not null)
            return;
        var data = token.Data.Memory;
        var blank = data.Span.IsWhiteSpace();
        if (blank && (Current == _root || Current.Tag == "head"))
            return;
        if (!blank && Current.Tag is "html" or "head")
            OpenBody();
        _nodes++;
        Current.Append(new Node(Node.TextTag) { Text = blank ? " " : data.ToString() });
    }

    private void Start(ref StructHtmlToken token)
    {
        var tag = Tags.Named(token.Name.Memory.Span);
        if (_skipping is not null && !LeavesForeign(tag))
        {
            if (tag == _skipping && !token.IsSelfClosing)
                _skipDepth++;
            return;
        }

        switch (tag)
        {
            case "html":
                _root.Set(Attributes(ref token));
                return;
            case "head" when Current == _root:
                Push(tag, ref token);
                return;
            case "body":
                ReadBody(ref token);
                return;
            case "script":
                ReadScript(ref token);
                return;
            case "style" or "noscript" or "iframe" or "noembed" or "noframes" or "xmp":
                SkipRaw(tag, ref token);
                return;
            case "svg" or "math" or "template" when !token.IsSelfClosing:
                (_skipping, _skipDepth) = (tag, 1);
                return;
            case "title" or "textarea":
                _tokens.State = HtmlParseMode.RCData;
                break;
        }

        if (Current.Tag is "html" or "head" && !Tags.IsHead(tag))
            OpenBody();
        CloseImplied(tag);
        Push(tag, ref token);
    }

    private void ReadBody(ref StructHtmlToken token)
    {
        var body = OpenBody();
        body.Set(Attributes(ref token));
        body.Label = _names.Label(body);
    }

    /// <summary>In SVG and MathML, an HTML tag ends the drawing (HTML standard, 13.2.6.5, "any other start tag").</summary>
    private bool LeavesForeign(string tag)
    {
        if (_skipping is not ("svg" or "math") || !(Tags.ClosesParagraph(tag) || tag is "body" or "tr" or "td" or "img" or "span"))
            return false;
        _skipping = null;
        return true;
    }

    /// <summary>Reads past an element's text at once, as the tokenizer would in its raw-text state.</summary>
    private void SkipRaw(string tag, ref StructHtmlToken token)
    {
        if (token.IsSelfClosing && tag != "style")
            return;
        _tokens.State = HtmlParseMode.Rawtext;
        (_skipping, _skipDepth) = (tag, 1);
    }

    private void ReadScript(ref StructHtmlToken token)
    {
        var data = token.GetAttribute("type").Memory.Span.Contains("ld+json", StringComparison.OrdinalIgnoreCase);
        _tokens.SkipScriptText = !data;
        _tokens.State = HtmlParseMode.Script;
        ref var text = ref _tokens.GetStructToken();
        if (data && text.Type == HtmlTokenType.Character)
            Add(Current, new Node("script") { Text = text.Data.ToString() });
    }

    private void CloseImplied(string tag)
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

    private void End(string tag)
    {
        if (_skipping is not null)
        {
            if (tag == _skipping && --_skipDepth == 0)
                _skipping = null;
            return;
        }

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

    private void PopTo(int index)
    {
        for (var i = index; i < _open.Count; i++)
        {
            if (_open[i].Tag == "p")
                _paragraphs--;
        }

        _open.RemoveRange(index, _open.Count - index);
    }

    private Node OpenBody()
    {
        if (_body is not null)
            return _body;
        PopTo(1);
        _body = new Node("body");
        Add(_root, _body);
        _open.Add(_body);
        return _body;
    }

    private void Push(string tag, ref StructHtmlToken token)
    {
        if (_open.Count >= MaxDepth && !Tags.IsVoid(tag))
        {
            _overflow++;
            return;
        }

        _nodes++;
        var node = new Node(tag);
        node.Set(Attributes(ref token));
        node.Label = _names.Label(node);
        Add(Current, node);
        if (Tags.IsVoid(tag))
            return;
        _open.Add(node);
        if (tag == "p")
            _paragraphs++;
    }

    private void Add(Node parent, Node node)
    {
        parent.Append(node);
        node.Index = node.End = _elements.Count;
        _elements.Add(node);
    }

    private static KeyValuePair<string, string>[] Attributes(ref StructHtmlToken token)
    {
        var read = token.Attributes;
        if (read.Count == 0)
            return [];
        var kept = new KeyValuePair<string, string>[read.Count];
        for (var i = 0; i < read.Count; i++)
        {
            s_attributeLookup.TryGetValue(read[i].Name.Memory.Span, out var name);
            var value = read[i].Value.Memory;
            kept[i] = new(name ?? "", (value.Length > MaxValue ? value[..MaxValue] : value).ToString());
        }

        return kept;
    }
}
