using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Corpus;

/// <summary>
/// Pages of our own writing in the layouts of news sites, ministries, foundations and letter sites: each <c>NAME.html</c> beside a
/// <c>NAME.json</c> with the item that must come out, word for word.
/// </summary>
public sealed class GoldenPageTests
{
    private static readonly DateTimeOffset FetchedAt = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static TheoryData<string> Names => new(Directory.GetFiles(Folder, "*.html").Select(f => Path.GetFileNameWithoutExtension(f)).Order());

    private static string Folder => Path.Combine(Shared.Root(), "tests", "FunctionsBot.Tests", "Corpus", "Extraction");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_becomes_the_expected_item(string name)
    {
        var expected = JsonSerializer.Deserialize<Expected>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Options)!;
        var body = File.ReadAllBytes(Path.Combine(Folder, name + ".html"));

        var item = new Extractor().Read(new FetchResult.Fetched(new Uri(expected.Address), body) { MediaType = "text/html" }, null, FetchedAt);

        if (expected.Paragraphs is not null)
            Assert.Equal(string.Join("\n\n", expected.Paragraphs), item.Text);
        if (expected.Title is not null)
            Assert.Equal(expected.Title, item.Title);
        if (expected.Site is not null)
            Assert.Equal(expected.Site, item.Site);
        if (expected.Authors is not null)
            Assert.Equal(expected.Authors, item.Authors);
        Assert.Equal(expected.Language, item.Language);
        Assert.Equal(expected.Published, item.Published is { } date ? DateOnly.FromDateTime(date.DateTime) : null);
        Assert.Equal(expected.Paywall ?? PaywallKind.Free, item.Paywall.Kind);
        Assert.Equal(expected.ShareLeft, item.Paywall.ShareLeft);
        Assert.Equal(expected.Attribution, item.Attribution?.Name);
        Assert.Equal(expected.PageType ?? PageType.Article, item.PageType);
        Assert.Null(item.Problem);
    }

    [Fact]
    public void There_are_at_least_forty_pages_in_both_languages()
    {
        var languages = Directory.GetFiles(Folder, "*.json").Select(f => JsonSerializer.Deserialize<Expected>(File.ReadAllText(f), Options)!.Language).ToList();

        Assert.True(languages.Count >= 40, $"{languages.Count} pages");
        Assert.True(languages.Count(l => l == "fr") >= 15 && languages.Count(l => l == "en") >= 15, "Both languages are well represented.");
    }

    private sealed record Expected(string Address, string Language)
    {
        public string? Title { get; init; }

        public DateOnly? Published { get; init; }

        public IReadOnlyList<string>? Authors { get; init; }

        public IReadOnlyList<string>? Paragraphs { get; init; }

        public string? Site { get; init; }

        [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<PaywallKind>))]
        public PaywallKind? Paywall { get; init; }

        public double? ShareLeft { get; init; }

        public string? Attribution { get; init; }

        [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<PageType>))]
        public PageType? PageType { get; init; }
    }
}
