using System.Globalization;
using System.IO.Compression;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>
/// Sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html), with the news extension
/// (https://www.google.com/schemas/sitemap-news/0.9); compressed ones too.
/// </summary>
public sealed class SitemapSource : ISource
{
    /// <summary>Pages kept of one sitemap, the newest: what a source remembers of its list must fit one row of a table.</summary>
    private const int Most = 1000;

    /// <summary>Sitemaps of an index that are worth a request: the news is in the newest.</summary>
    private const int MostMore = 3;

    /// <summary>Bytes of a sitemap unpacked; the protocol allows 50 MB, but lists of that length are archives.</summary>
    private const int MostBytes = 20 * 1024 * 1024;

    private const string Accept = "application/xml, text/xml;q=0.9, application/gzip;q=0.8, */*;q=0.1";

    private static readonly string[] NewsWords = ["news", "actu", "post", "article", "press"];

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Sitemap;

    /// <inheritdoc/>
    public FetchRequest Request(Source source, SourceState state) => new(state.MovedTo ?? source.Address, Accept, state.ETag, state.LastModified);

    /// <inheritdoc/>
    public Listing Read(Source source, FetchResult.Fetched page, string? reading = null)
    {
        var where = page.Address.AbsoluteUri;
        if (!TryUnpack(page.Body, out var body)) return Failed($"{where} is compressed, but broken or longer than {MostBytes / 1024 / 1024} MB: give another sitemap.");
        var kind = BodyKinds.Of(body.Span, page.MediaType);
        if (kind != BodyKind.Sitemap) return Failed($"{where} is no sitemap ({Words(kind)}): give a sitemap's address, or change the source's kind.");
        using var decoded = TextDecoding.Decode(body.Span, page.Charset);
        var (drafts, more) = ReadAll(decoded.Text.Span, page.Address);
        List<string> mended = decoded.Mended is { } m ? [m] : [];
        if (drafts.Count > Most)
        {
            mended.Add(string.Create(CultureInfo.InvariantCulture, $"It lists more than {Most} pages; the newest {Most} were read."));
            drafts = [.. drafts.OrderByDescending(d => d.Published ?? d.Modified ?? DateTimeOffset.MinValue).Take(Most)];
        }

        return new(EntryDraft.BuildAll(drafts, source, page.Address))
        {
            Format = more.Count > 0 ? "Sitemap index" : drafts.Exists(d => d.Title is not null) ? "News sitemap" : "Sitemap",
            Language = drafts.Find(d => d.Language is not null)?.Language,
            Mended = mended,
            More = [.. more.OrderByDescending(s => s.Changed ?? DateTimeOffset.MinValue).ThenByDescending(s => IsNews(s.Address)).Take(MostMore).Select(s => s.Address)],
        };
    }

    private static (List<EntryDraft> Pages, List<(Uri Address, DateTimeOffset? Changed)> More) ReadAll(ReadOnlySpan<char> text, Uri address)
    {
        List<EntryDraft> pages = [];
        List<(Uri, DateTimeOffset?)> more = [];
        var names = new FeedEntities();
        var scan = new MarkupScanner(text);
        EntryDraft? current = null;
        var isIndex = false;
        while (scan.NextTag())
        {
            var name = Local(scan.Name);
            var isEntry = name is "url" or "sitemap" or "URL";
            if (isEntry && current is { Link: { } link })
            {
                if (isIndex) more.Add((link, current.Modified));
                else pages.Add(current);
            }

            if (isEntry)
            {
                (current, isIndex) = (scan.IsEnd ? null : new EntryDraft(), name is "sitemap");
            }
            else if (!scan.IsEnd && current is not null && name is not ("news" or "publication"))
            {
                Take(current, name, FeedText.Unescape(scan.Inside("url"), names), address, scan.Name.Contains(':'));
            }
        }

        return (pages, more);
    }

    private static void Take(EntryDraft draft, ReadOnlySpan<char> name, string text, Uri address, bool isExtension)
    {
        switch (name)
        {
            case "loc" when !isExtension: draft.Link ??= FeedLinks.Http(address, text); break;
            case "lastmod": draft.Modified ??= FeedDate.Parse(text); break;
            case "title" when isExtension && text.Length > 0: draft.Title ??= FeedText.Words(text, TextKind.Unsaid); break;
            case "publication_date": draft.Published ??= FeedDate.Parse(text); break;
            case "language": draft.Language ??= EntryText.Language(text); break;
            case "keywords": draft.Categories ??= [.. text.Split(',', 50, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]; break;
        }
    }

    private static ReadOnlySpan<char> Local(ReadOnlySpan<char> name) => name[(name.IndexOf(':') + 1)..];

    private static bool IsNews(Uri address) => NewsWords.Any(w => address.AbsolutePath.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static bool TryUnpack(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> unpacked)
    {
        unpacked = body;
        if (body.Length < 3 || body.Span[0] != 0x1f || body.Span[1] != 0x8b) return true;
        using var stream = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var part = new byte[64 * 1024];
        try
        {
            for (int read; (read = stream.Read(part)) > 0;)
            {
                if (whole.Length + read > MostBytes) return false;
                whole.Write(part, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        unpacked = whole.ToArray();
        return true;
    }

    private static string Words(BodyKind kind) => kind switch
    {
        BodyKind.Feed => "it is a feed",
        BodyKind.Page => "it is a page",
        BodyKind.Calendar => "it is a calendar",
        BodyKind.FeedList => "it is a list of feeds",
        _ => "nothing in it says what it is",
    };

    private static Listing Failed(string reason) => new([]) { Failure = reason };
}
