using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

/// <summary>Lists of sources that come and go as OPML and CSV.</summary>
public sealed class SourceListTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Words as people and attackers write them, without the blanks that every reader takes away.</summary>
    private static readonly Gen<string> Word =
        Gen.Char["abé <>&\"',;=+-@/|\t漢{}%"].Array[1, 12].Select(cs => string.Join(' ', new string(cs).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
            .Where(w => w.Length > 0);

    private static readonly Gen<Source> AnySource = Gen.Select(Word, Gen.Int[1, 1_000_000], Gen.Enum<SourceKind>(), Word.Null(), Word.Null(), Gen.Bool)
        .Select((name, number, kind, folder, selector, paused) => new Source($"s-{number}", name, new Uri($"https://n.example/{number}?a=b&c=%20d"), kind, "fr")
        {
            Country = paused ? "FR" : null,
            Folder = folder,
            Selector = selector,
            Paused = paused,
        });

    private static readonly Gen<List<Source>> AnyList = AnySource.List[0, 12].Select(l => l.DistinctBy(s => s.Id).ToList());

    [Fact]
    public void A_list_comes_back_from_OPML_as_it_went() =>
        AnyList.Sample(list => Back(OpmlSources.Read(Encoding.UTF8.GetBytes(OpmlSources.Write(list, "Ours & theirs", Now))), list));

    [Fact]
    public void A_list_comes_back_from_CSV_as_it_went() =>
        AnyList.Sample(list => Back(CsvSources.Read(Encoding.UTF8.GetBytes(CsvSources.Write(list))), list));

    [Fact]
    public void A_list_taken_in_twice_changes_nothing_the_second_time() =>
        AnyList.Sample(list =>
        {
            var again = Plan(OpmlSources.Read(Encoding.UTF8.GetBytes(OpmlSources.Write(list, "", Now))), list);
            return again.All(r => r.Outcome == ImportOutcome.Unchanged);
        });

    [Fact]
    public void What_is_written_is_OPML_2_with_folders_around_their_feeds()
    {
        var text = OpmlSources.Write([Source("a", "Press / France"), Source("b", "Press / France"), Source("c", "Press"), Source("d", null)], "Ours", Now);

        var opml = XDocument.Parse(text).Root!;
        Assert.Equal("2.0", opml.Attribute("version")?.Value);
        Assert.Equal("Ours", opml.Element("head")?.Element("title")?.Value);
        var press = opml.Element("body")!.Elements("outline").Single(o => o.Attribute("text")?.Value == "Press");
        var france = press.Elements("outline").Single(o => o.Attribute("text")?.Value == "France");
        Assert.Equal(["https://n.example/a", "https://n.example/b"], france.Elements().Select(o => o.Attribute("xmlUrl")?.Value));
        Assert.Equal("https://n.example/c", press.Elements("outline").Single(o => o.Attribute("xmlUrl") is not null).Attribute("xmlUrl")?.Value);
        Assert.All(opml.Descendants("outline").Where(o => o.Attribute("xmlUrl") is not null), o => Assert.Equal("rss", o.Attribute("type")?.Value));
    }

    [Fact]
    public void Lists_of_other_readers_are_read_as_they_are()
    {
        var rows = Opml("""
            <?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
            <outline text="Loose" xmlUrl="https://n.example/loose"/>
            <outline title="Press &amp; more"><outline text="Deep">
              <outline TEXT="One" xmlurl="https://n.example/one" htmlUrl="https://n.example/" type="rss"><outline text="a note"/></outline></outline>
              <outline text="Two & a half" xmlUrl="https://n.example/two?a=1&b=2"/>
            </outline>
            <outline text="Three" xmlUrl="https://n.example/three" category="/Politics/EU,news" language="fr-FR"/>
            <outline text="A page" type="link" url="https://n.example/page"/>
            <outline text="Another list" type="include" url="https://n.example/more.opml"/>
            </body></opml>
            """);

        Assert.Equal(
            [("Loose", null), ("One", "Press & more / Deep"), ("Two & a half", "Press & more"), ("Three", "Politics / EU"), ("A page", null), ("Another list", null)],
            rows.Select(r => (r.Name, r.Folder)));
        Assert.Equal("https://n.example/two?a=1&b=2", rows[2].Address);
        var plan = Plan(rows, []);
        Assert.Equal("fr", plan[3].Source?.Language);
        Assert.Equal("en", plan[0].Source?.Language);
        Assert.Equal(["It names a page and no feed (xmlUrl).", "It leads to another list: import that one by itself."], plan.Skip(4).Select(r => r.Reason));
    }

    [Theory]
    [InlineData("<!DOCTYPE opml [<!ENTITY a SYSTEM \"file:///etc/hostname\"><!ENTITY b \"&a;&a;\">]><opml><body><outline text=\"&b;&a;\" xmlUrl=\"https://n.example/1\"/></body></opml>")]
    [InlineData("<opml><body><outline text=\"cut")]
    [InlineData("<opml><body></outline></outline><outline xmlUrl='https://n.example/1' text='&#0;&#xFFFF;'/></body>")]
    [InlineData("")]
    public void Hostile_and_broken_OPML_gives_what_there_is_and_nothing_from_elsewhere(string text)
    {
        var rows = Opml(text);

        Assert.True(rows.Count <= 1);
        Assert.DoesNotContain(rows, r => r.Name?.Contains(Environment.MachineName, StringComparison.OrdinalIgnoreCase) is true);
    }

    [Fact]
    public void A_list_nested_without_end_costs_no_more_than_its_length()
    {
        var watch = Stopwatch.StartNew();

        var rows = Opml("<opml><body>" + string.Concat(Enumerable.Repeat("<outline text=\"deeper and deeper\">", 30_000)) + "<outline xmlUrl=\"https://n.example/x\"/>");

        Assert.Single(rows);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Any_bytes_are_read_without_failing() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            _ = OpmlSources.Read([.. "<opml><outline text='"u8, .. bytes]);
            _ = CsvSources.Read([.. "address;name;\"folder\"\r\n\""u8, .. bytes]);
        });

    [Fact]
    public void A_table_from_a_spreadsheet_is_read_whatever_its_separator_and_order()
    {
        var rows = CsvSources.Read("\uFEFFDossier;Adresse;Nom;Pause;Remarque\r\nPresse;https://n.example/a;\"Le \"\"Grand\"\"; Journal\";oui;x\r\n\r\n;https://n.example/b\n"u8);

        Assert.Equal(2, rows.Count);
        Assert.Equal((2, "Le \"Grand\"; Journal", "Presse", true), (rows[0].Line, rows[0].Name!, rows[0].Folder!, rows[0].Paused!.Value));
        Assert.Equal((4, null, "https://n.example/b", null), (rows[1].Line, rows[1].Name, rows[1].Address!, rows[1].Paused));
    }

    [Fact]
    public void A_table_without_addresses_says_what_its_first_line_lacks() =>
        Assert.Contains("\"address\"", Assert.Throws<FormatException>(() => CsvSources.Read("name,place\nx,y\n"u8)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("=HYPERLINK(\"http://x.example\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    public void No_cell_that_is_written_is_a_formula(string name)
    {
        var text = CsvSources.Write([Source("a", null) with { Name = name }]);

        Assert.Contains($"'{name[0]}", text, StringComparison.Ordinal);
        Assert.Equal(name, CsvSources.Read(Encoding.UTF8.GetBytes(text)).Single().Name);
    }

    [Fact]
    public void Each_row_is_told_what_became_of_it()
    {
        List<Source> existing = [Source("a", "Press"), Source("b", "Press")];

        var plan = Plan(
            [
                new(1) { Address = "http://www.n.example/a/", Name = "a" },
                new(2) { Address = "https://n.example/b", Folder = "News", Language = "de" },
                new(3) { Address = "https://n.example/new", Name = "Éditions du Soir" },
                new(4) { Address = "https://n.example/new/" },
                new(5) { Address = "https://10.0.0.1/" },
                new(6) { Address = "n.example/feed" },
                new(7) { Name = "no address" },
                new(8) { Address = "https://n.example/k", Kind = "podcast" },
                new(9) { Address = "https://n.example/l", Language = "klingon" },
                new(10) { Address = "https://n.example/other", Id = "a" },
                new(11) { Address = "https://n.example/editions", Name = "Editions du soir" },
            ],
            existing);

        Assert.Equal(
            [
                (ImportOutcome.Unchanged, ""),
                (ImportOutcome.Updated, "Changed: language, folder."),
                (ImportOutcome.Added, ""),
                (ImportOutcome.Skipped, "Its address stands in line 3 already."),
                (ImportOutcome.Skipped, "Its address https://10.0.0.1/ is not polled: it is private."),
                (ImportOutcome.Skipped, "Its address \"n.example/feed\" is not whole: begin it with https://."),
                (ImportOutcome.Skipped, "It has no address."),
                (ImportOutcome.Skipped, "Its kind \"podcast\" is none of feed, listing, sitemap, calendar, data, page."),
                (ImportOutcome.Skipped, "Its language \"klingon\" is no two-letter code such as fr."),
                (ImportOutcome.Skipped, "It is the source \"a\", which stands in a line before already."),
                (ImportOutcome.Added, ""),
            ],
            plan.Select(r => (r.Outcome, r.Reason)));
        Assert.Equal(["editions-du-soir", "editions-du-soir-2"], plan.Where(r => r.Outcome == ImportOutcome.Added).Select(r => r.Source!.Id));
        Assert.Equal("Press", existing[0].Folder);
    }

    private static bool Back(IReadOnlyList<SourceRow> rows, List<Source> list)
    {
        var plan = Plan(rows, []);
        return plan.All(r => r.Outcome == ImportOutcome.Added) && plan.Select(r => r.Source!).ToHashSet().SetEquals(list);
    }

    private static IReadOnlyList<SourceRow> Opml(string text) => OpmlSources.Read(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<ImportedRow> Plan(IEnumerable<SourceRow> rows, IEnumerable<Source> existing) =>
        SourceImport.Plan(rows, existing, a => a.Host == "10.0.0.1" ? "is private" : null, "en");

    private static Source Source(string id, string? folder) => new(id, id, new Uri($"https://n.example/{id}"), SourceKind.Feed, "en") { Folder = folder };
}
