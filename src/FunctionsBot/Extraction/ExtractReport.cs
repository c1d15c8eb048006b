using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>One JSON line for each file, for measuring and for looking at what the bot sees.</summary>
public static class ExtractReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>
    /// Reads a saved page or text, gzipped where its name ends in <c>.gz</c>, and gives its JSON line. The id is the file's name without
    /// endings.
    /// </summary>
    /// <param name="extractor">The reader.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="fetched">When the page was fetched, as far as known.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Line(Extractor extractor, string file, DateTimeOffset fetched)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(file);
        var item = extractor.Read(new FetchResult.Fetched(AddressOf(file), Bytes(file)), null, fetched);
        return JsonSerializer.Serialize(
            new
            {
                Id = Path.GetFileName(file).Split('.')[0],
                item.Text,
                item.Title,
                Author = string.Join(", ", item.Authors),
                Published = item.Published?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                Modified = item.Modified?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                item.Language,
                item.Canonical,
                item.Site,
                item.Lead,
                item.Image,
                Paywall = new { Kind = item.Paywall.Kind.ToString(), item.Paywall.ShareLeft, item.Paywall.Evidence },
                item.Attribution,
                PageType = item.PageType.ToString(),
                item.Problem,
            },
            Options);
    }

    /// <summary>
    /// One byte more than is looked at, so that a longer page is known as one; a packed file may hold a thousand times its size.
    /// </summary>
    private static ReadOnlyMemory<byte> Bytes(string file)
    {
        using var stored = File.OpenRead(file);
        var packed = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream stream = packed ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        var body = new byte[Math.Min(Extractor.MaxLength, stored.Length) + 1];
        for (var length = 0; ;)
        {
            length += stream.ReadAtLeast(body.AsSpan(length), body.Length - length, throwOnEndOfStream: false);
            if (length < body.Length || length > Extractor.MaxLength)
                return body.AsMemory(0, length);
            Array.Resize(ref body, Math.Min(Extractor.MaxLength + 1, 4 * body.Length));
        }
    }

    private static Uri AddressOf(string file) => new(Path.GetFullPath(file));
}
