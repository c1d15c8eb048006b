using System.IO.Compression;
using System.Text.Json;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Extraction;

public sealed class ExtractReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_gzipped_page_is_one_json_line_with_its_name_as_id()
    {
        var file = Path.Combine(_folder.FullName, "p001.html.gz");
        using (var packed = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest)))
            packed.Write(Pages.With("<link rel=canonical href='https://www.lemonde.fr/2026/03/02/x.html'>", before: "<p>By Ann Lee</p>"));

        var line = ExtractReport.Line(new Extractor(), file, Pages.Fetched);
        var row = JsonDocument.Parse(line).RootElement;

        Assert.DoesNotContain('\n', line);
        Assert.Equal("p001", row.GetProperty("id").GetString());
        Assert.Equal("The committee decides", row.GetProperty("title").GetString());
        Assert.Equal("Ann Lee", row.GetProperty("author").GetString());
        Assert.StartsWith("2026-03-02", row.GetProperty("published").GetString(), StringComparison.Ordinal);
        Assert.Equal("Article", row.GetProperty("pageType").GetString());
        Assert.Equal("Free", row.GetProperty("paywall").GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("attribution").ValueKind);
        Assert.StartsWith("Paragraph number 1", row.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_goes_through_the_same_door()
    {
        var file = Path.Combine(_folder.FullName, "note.txt");
        File.WriteAllText(file, "Un titre de quelques mots\n\nPublié le 2 mars 2026\n\nUne phrase assez longue pour être de la prose, et qui se termine par un point.\n");

        var row = JsonDocument.Parse(ExtractReport.Line(new Extractor(), file, Pages.Fetched)).RootElement;

        Assert.Equal("Un titre de quelques mots", row.GetProperty("title").GetString());
        Assert.StartsWith("2026-03-02", row.GetProperty("published").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_the_callers_to_tell() =>
        Assert.Throws<FileNotFoundException>(() => ExtractReport.Line(new Extractor(), Path.Combine(_folder.FullName, "none.html"), Pages.Fetched));
}
