using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Corpus;

/// <summary>Five French articles as somebody scraped them, with all the chrome of the sites around them.</summary>
public sealed class SeedTests
{
    private static readonly DateTimeOffset Fetched = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    private static Item Read(int seed) =>
        new Extractor().ReadText(File.ReadAllText(FileOf(seed)), new Uri($"https://seed.example/{seed}"), Fetched);

    private static string FileOf(int seed) => Directory.GetFiles(Shared.PathOf("seeds"), $"{seed:D3}_*.txt").Single();

    /// <summary>
    /// The lines of a seed that are not empty, as they stand in the file but for non-breaking spaces: none of its sentences is repeated
    /// here.
    /// </summary>
    private static List<string> LinesOf(int seed) =>
        [.. File.ReadLines(FileOf(seed)).Select(l => l.Replace('\u00A0', ' ').Replace('\u202F', ' ').Trim()).Where(l => l.Length > 0)];

    private static string[] Paragraphs(Item item) => item.Text.Split("\n\n");

    [Fact]
    public void A_republished_stub_gives_its_title_date_paywall_and_a_weak_hint_at_its_publisher()
    {
        var item = Read(0);
        var lines = LinesOf(0);

        Assert.Equal(lines.First(l => l.Contains("la bataille", StringComparison.Ordinal)), item.Title);
        Assert.Equal(new DateOnly(2025, 3, 13), DateOnly.FromDateTime(item.Published!.Value.DateTime));
        Assert.Equal(PaywallKind.Metered, item.Paywall.Kind);
        Assert.Equal(0.5571, item.Paywall.ShareLeft!.Value, 6);
        Assert.Equal("Le Monde", item.Attribution!.Name);
        Assert.True(item.Attribution.Weak);
        Assert.Equal(lines.First(l => l.Length > 200), Paragraphs(item)[0]);
        Assert.EndsWith("millions de fois.", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Articles Liés", item.Text, StringComparison.Ordinal);
        Assert.Contains("400 millions", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_biography_above_and_below_the_article_is_left_out_and_names_the_author()
    {
        var item = Read(1);

        Assert.Equal(LinesOf(1)[0], item.Title);
        Assert.Equal(["Hugo Mollet"], item.Authors);
        Assert.Equal(new DateTime(2025, 3, 14, 8, 6, 0), item.Published!.Value.DateTime);
        Assert.Equal(new DateTime(2025, 3, 14, 8, 6, 0), item.Modified!.Value.DateTime);
        Assert.DoesNotContain("Rédacteur en chef", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Apple divulguée", item.Text, StringComparison.Ordinal);
        Assert.EndsWith("environnements critiques.", item.Text, StringComparison.Ordinal);
        Assert.Null(item.Attribution);
    }

    [Fact]
    public void A_text_without_a_title_gets_one_from_its_first_sentence_and_names_its_source()
    {
        var item = Read(2);
        var lines = LinesOf(2);

        Assert.StartsWith(item.Title.TrimEnd('…'), lines[0], StringComparison.Ordinal);
        Assert.InRange(item.Title.Length, 40, 111);
        Assert.Equal("Le Monde", item.Attribution!.Name);
        Assert.False(item.Attribution.Weak);
        Assert.Equal(0.5271, item.Paywall.ShareLeft!.Value, 6);
        Assert.Equal(lines[..^2], Paragraphs(item));
    }

    [Fact]
    public void Read_also_lines_inside_the_article_are_left_out_and_the_newsroom_is_told_by_its_own_invitation()
    {
        var item = Read(3);

        Assert.Equal(LinesOf(3)[1], item.Title);
        Assert.Equal("01net", item.Attribution!.Name);
        Assert.DoesNotContain("À lire aussi", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("WhatsApp", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("commentaire", item.Text, StringComparison.Ordinal);
        Assert.Contains("45 organisations", item.Text, StringComparison.Ordinal);
        Assert.Contains("le 18 novembre", item.Text, StringComparison.Ordinal);
        Assert.Contains("Les 40 organisations", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_said_twice_is_said_once_and_teasers_between_paragraphs_go()
    {
        var item = Read(4);
        var lines = LinesOf(4);

        Assert.Equal(lines[0], item.Title);
        Assert.Equal(lines[0], lines[1]);
        Assert.Equal(lines[2], Paragraphs(item)[0]);
        Assert.DoesNotContain("meme genre", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vous intéresser", item.Text, StringComparison.Ordinal);
        Assert.Contains(lines.First(l => l.StartsWith("Favoriser", StringComparison.Ordinal)), Paragraphs(item));
        Assert.EndsWith("avant de trancher.", item.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_seed_is_french_and_an_article(int seed)
    {
        var item = Read(seed);

        Assert.Equal("fr", item.Language);
        Assert.Equal(PageType.Article, item.PageType);
        Assert.DoesNotContain("\n\n\n", item.Text, StringComparison.Ordinal);
    }
}
