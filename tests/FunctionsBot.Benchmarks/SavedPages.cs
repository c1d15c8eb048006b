using System.IO.Compression;
using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>A saved page: as bytes for the extractor, and already decoded for a library that is given text.</summary>
/// <param name="Address">An address on the web, so that nothing is read as a local file.</param>
/// <param name="Body">The bytes, unpacked.</param>
/// <param name="Text">The bytes as UTF-8.</param>
internal sealed record SavedPage(Uri Address, byte[] Body, string Text);

/// <summary>Pages kept in a folder.</summary>
internal static class SavedPages
{
    /// <summary>All pages of a folder, unpacked into memory, in the order of their names.</summary>
    /// <exception cref="IOException">The folder is not there, holds no page, or a page cannot be read.</exception>
    /// <exception cref="InvalidDataException">A packed page is broken.</exception>
    public static List<SavedPage> In(string folder)
    {
        var files = Directory.GetFiles(folder).Where(IsPage).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new FileNotFoundException($"The folder {folder} holds no page: files ending in .html or .html.gz are read.");
        return files.ConvertAll(Read);
    }

    /// <summary>The folder of the project's own pages.</summary>
    /// <exception cref="DirectoryNotFoundException">The program is not run from within the repository.</exception>
    public static string GoldenCorpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var pages = Path.Combine(folder.FullName, "tests", "FunctionsBot.Tests", "Corpus", "Extraction");
            if (Directory.Exists(pages))
                return pages;
        }

        throw new DirectoryNotFoundException("No folder above the program holds the golden corpus; name a folder of saved pages.");
    }

    private static bool IsPage(string file) =>
        file.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".html.gz", StringComparison.OrdinalIgnoreCase);

    private static SavedPage Read(string file)
    {
        var body = File.ReadAllBytes(file);
        if (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            using var packed = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            packed.CopyTo(whole);
            body = whole.ToArray();
        }

        var address = new Uri("https://news.example.org/" + Uri.EscapeDataString(Path.GetFileName(file).Split('.')[0]));
        return new SavedPage(address, body, Encoding.UTF8.GetString(body));
    }
}
