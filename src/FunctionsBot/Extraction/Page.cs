namespace FunctionsBot.Extraction;

/// <summary>A parsed page with what all questions about it need.</summary>
internal sealed class Page
{
    /// <summary>Most lines of a page or text that are looked at for facts.</summary>
    public const int MostLines = 5000;

    private readonly Dictionary<string, string> _meta = new(StringComparer.Ordinal);

    /// <summary>Parses a page.</summary>
    public Page(string html, Uri address, DateTimeOffset fetched)
    {
        Source = html;
        Address = address;
        Fetched = fetched;
        Tree = TreeBuilder.Build(html);
        ReadHead();
        if (address.IsFile)
            Address = Canonical ?? Resolve(Meta("og:url")) ?? address;
        Data = StructuredData.Read(Tree);
        Passages = PassageReader.Read(Tree);
        Signatories.Mark(Passages);
        Lines = [.. Passages.Take(MostLines).Select(p => p.Text)];
        Body = BodyFinder.Find(Tree, Passages);
        Home = FindHome();
    }

    /// <summary>The page as it came.</summary>
    public string Source { get; }

    /// <summary>Where it was read; of a saved page, what it calls its own address.</summary>
    public Uri Address { get; }

    /// <summary>When it was read: nothing on it is from later.</summary>
    public DateTimeOffset Fetched { get; }

    /// <summary>Its elements.</summary>
    public Tree Tree { get; }

    /// <summary>JSON-LD.</summary>
    public StructuredData Data { get; }

    /// <summary>All its text, in order.</summary>
    public List<Passage> Passages { get; }

    /// <summary>Its lines that are looked at for facts, chrome included: the first thousands, more than any real page has.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The element that holds the article.</summary>
    public Node? Body { get; }

    /// <summary>The smallest element around the article that also holds its heading: where its date and author stand.</summary>
    public Node Home { get; }

    /// <summary>What the page says it is about.</summary>
    public string? Description =>
        Words.Squeeze(Data["description"] ?? Meta("og:description", "description", "twitter:description")) is { Length: > 0 } text ? text : null;

    /// <summary>The title element's text.</summary>
    public string? TitleTag { get; private set; }

    /// <summary>The link element's canonical address.</summary>
    public Uri? Canonical { get; private set; }

    /// <summary>
    /// Content of the first meta element of this name (its name, property or itemprop; colons, underscores and hyphens count as dots).
    /// </summary>
    public string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_meta.TryGetValue(MetaName(name), out var content))
                return content;
        }

        return null;
    }

    /// <summary>An http address on the page made absolute; null where it is none.</summary>
    public Uri? Resolve(string? link) =>
        !string.IsNullOrWhiteSpace(link) && link.Length < 2000 && Uri.TryCreate(Address, link.Trim(), out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;

    /// <summary>One spelling for the many spellings of a meta name.</summary>
    public static string MetaName(string name) => string.Create(name.Length, name, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = from[i] is ':' or '_' or '-' ? '.' : char.ToLowerInvariant(from[i]);
    });

    private Node FindHome()
    {
        Node? semantic = null;
        for (var node = Body; node is not null && node.Tag is not ("body" or "html"); node = node.Parent)
        {
            semantic ??= node.Tag is "article" or "main" ? node : null;
            foreach (var inner in Tree.In(node))
            {
                if (inner.Tag == "h1")
                    return node;
            }
        }

        return semantic ?? Tree.Root;
    }

    private void ReadHead()
    {
        foreach (var node in Tree.All)
        {
            if (node.Tag == "meta")
                ReadMeta(node);
            else if (node.Tag == "title" && TitleTag is null)
                TitleTag = node.InnerText() is { Length: > 0 } title ? title : null;
            else if (node.Tag == "link" && Canonical is null && string.Equals(node["rel"], "canonical", StringComparison.OrdinalIgnoreCase))
                Canonical = Resolve(node["href"]);
        }
    }

    private void ReadMeta(Node node)
    {
        var content = Words.Squeeze(node["content"]);
        if (content.Length == 0)
            return;
        foreach (var key in (ReadOnlySpan<string?>)[node["property"], node["name"], node["itemprop"]])
        {
            if (key is { Length: > 0 and < 100 })
                _meta.TryAdd(MetaName(key), content);
        }
    }
}
