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
    public const int MaxNodes = 100_000;

    /// <summary>
    /// Characters of JSON-LD kept of a page; a script that would exceed them is left out. Real pages have some ten thousand.
    /// </summary>
    private const int MaxData = 1_000_000;

    private const int MaxAttributes = 24;
    private const int MaxValue = 20_000;

    private static readonly FrozenSet<string> KeptAttributes =
        ("class id role href src content name property itemprop itemtype rel datetime type lang style hidden aria-hidden aria-label " +
        "data-testid data-component data-type data-module data-qa pubdate charset http-equiv title data-datetime data-date data-src")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AttributeLookup =
        KeptAttributes.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string _html;
    private readonly TextSource _source;
    private readonly HtmlTokenizer _tokens;
    private readonly OpenElements _open = new();
    private readonly List<Node> _elements = [];
    private readonly Names _names = new();
    private readonly Node _root = new("html");
    private Node? _body;
    private string? _skipping;
    private int _skipDepth;
    private int _nodes;
    private int _dataLeft = MaxData;

    private TreeBuilder(string html)
    {
        _html = html;
        _source = new TextSource(new StringTextSource(html));
        _tokens = new HtmlTokenizer(_source, HtmlEntityProvider.Resolver)
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
        token.Attributes.Count < MaxAttributes && AttributeLookup.Contains(name.Span);

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

    private Node Current => _open.Current;

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
            case "style" or "iframe" or "noembed" or "noframes" or "xmp" or "textarea":
                if (!token.IsSelfClosing || tag is "style" or "textarea")
                    _source.Index = RawEnd(tag);
                return;
            case "svg" or "math" or "template" when !token.IsSelfClosing:
                (_skipping, _skipDepth) = (tag, 1);
                return;
            case "title":
                _tokens.State = HtmlParseMode.RCData;
                break;
        }

        if (Current.Tag is "html" or "head" && !Tags.IsHead(tag))
            OpenBody();
        _open.CloseImplied(tag);
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

    private void ReadScript(ref StructHtmlToken token)
    {
        var data = token.GetAttribute("type").Memory.Span.Contains("ld+json", StringComparison.OrdinalIgnoreCase);
        var start = _source.Index;
        var end = RawEnd("script");
        _source.Index = end;
        if (!data || end <= start || end - start > _dataLeft)
            return;
        _dataLeft -= end - start;
        Add(Current, new Node("script") { Text = _html[start..end] });
    }

    /// <summary>
    /// Where the text of a script, style sheet or the like ends: at the next end tag of its element. Found by searching, which is many
    /// times
    /// faster than the tokenizer's way through it, and scripts are half of most pages. The one thing left aside is a script that writes
    /// a script inside a comment (HTML standard, 13.2.5.20, double escaped).
    /// </summary>
    private int RawEnd(string tag)
    {
        for (var at = _source.Index; at < _html.Length; at += 2)
        {
            var found = _html.AsSpan(at).IndexOf("</", StringComparison.Ordinal);
            if (found < 0)
                break;
            at += found;
            var name = _html.AsSpan(at + 2);
            if (name.StartsWith(tag, StringComparison.OrdinalIgnoreCase)
                && (name.Length == tag.Length || name[tag.Length] is '>' or '/' or ' ' or '\t' or '\n' or '\r' or '\f'))
                return at;
        }

        return _html.Length;
    }

    private void End(string tag)
    {
        if (_skipping is null)
            _open.End(tag);
        else if (tag == _skipping && --_skipDepth == 0)
            _skipping = null;
    }

    private Node OpenBody()
    {
        if (_body is not null)
            return _body;
        _open.PopTo(1);
        _body = new Node("body");
        Add(_root, _body);
        _open.Add(_body);
        return _body;
    }

    private void Push(string tag, ref StructHtmlToken token)
    {
        if (_open.Count >= MaxDepth && !Tags.IsVoid(tag))
        {
            _open.LayFlat();
            return;
        }

        _nodes++;
        var node = new Node(tag);
        node.Set(Attributes(ref token));
        node.Label = _names.Label(node);
        Add(Current, node);
        if (!Tags.IsVoid(tag))
            _open.Add(node);
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
            AttributeLookup.TryGetValue(read[i].Name.Memory.Span, out var name);
            var value = read[i].Value.Memory;
            kept[i] = new(name ?? "", (value.Length > MaxValue ? value[..MaxValue] : value).ToString());
        }

        return kept;
    }
}
