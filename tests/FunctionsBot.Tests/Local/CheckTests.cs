using System.Text;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Local;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Corpus;
using FunctionsBot.Tests.Loopback;
using Spectre.Console;

namespace FunctionsBot.Tests.Local;

/// <summary>What <c>check</c> says of feeds, pages, texts, and of what is none of them.</summary>
public sealed class CheckTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_five_scraped_articles_come_out_relevant_with_title_kind_and_evidence()
    {
        foreach (var file in Directory.GetFiles(Shared.PathOf("seeds"), "*.txt").Order())
        {
            var seen = See(file);

            Assert.True(seen.Verdict.Relevant, $"{Path.GetFileName(file)}: {seen.Verdict.Why}");
            Assert.InRange(seen.Item.Title.Length, 20, 120);
            Assert.Equal("fr", seen.Item.Language);
            Assert.All(["openness", "ai", "policy"], concept => Assert.Contains(seen.Verdict.Evidence, e => e.Label == concept));
            Assert.All(seen.Verdict.Evidence.Where(e => e.Start >= 0), e => Assert.Equal(e.Text, seen.Item.Text.Substring(e.Start, e.Text.Length)));
        }
    }

    [Fact]
    public void The_open_letter_is_found_with_its_day_its_two_counts_and_the_summit_it_comes_before()
    {
        var seen = Seed(3);

        Assert.Equal(StoryKind.OpenLetter, seen.Verdict.Kind);
        Assert.Equal("01net", seen.Item.Attribution?.Name);
        Assert.Contains(seen.Facts.Letters, l => l.Published == new DateOnly(2025, 11, 13));
        Assert.Contains(seen.Facts.Counts, c => c.Value == 40);
        Assert.Contains(seen.Facts.Counts, c => c.Value == 45);
        Assert.Contains(seen.Facts.Conflicts, c => c.Contains("40", StringComparison.Ordinal) && c.Contains("45", StringComparison.Ordinal));
        Assert.Contains(seen.Facts.Dates, d => d.Kind == DatedKind.Event && d.Start == new DateOnly(2025, 11, 18));
    }

    [Fact]
    public void The_copied_stubs_name_their_newspaper_and_the_share_left_to_read()
    {
        Assert.Equal(("Le Monde", 0.5571), (Seed(0).Item.Attribution?.Name, Math.Round(Seed(0).Item.Paywall.ShareLeft!.Value, 4)));
        Assert.Equal(("Le Monde", 0.5271), (Seed(2).Item.Attribution?.Name, Math.Round(Seed(2).Item.Paywall.ShareLeft!.Value, 4)));
    }

    [Fact]
    public void Amounts_keep_each_their_currency()
    {
        Assert.Contains(Seed(0).Facts.Amounts, a => (a.Value, a.Currency) == (400_000_000m, "EUR"));
        Assert.Contains(Seed(0).Facts.Amounts, a => (a.Value, a.Currency) == (2_500_000_000m, "EUR"));
        Assert.Contains(Seed(4).Facts.Amounts, a => (a.Value, a.Currency) == (109_000_000_000m, "EUR"));
        Assert.Contains(Seed(4).Facts.Amounts, a => (a.Value, a.Currency) == (2_500_000_000m, "USD"));
    }

    [Fact]
    public async Task Each_input_gets_its_json_line_and_what_cannot_be_read_says_why()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["feed.xml"], """
            <rss version="2.0"><channel><title>Communs</title><link>http://communs.example/</link>
            <item><title>Un modèle ouvert &amp; public</title><link>/a</link><pubDate>Tue, 17 Mar 2026 08:45:00 +0100</pubDate></item></channel></rss>
            """, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["binary.bin"], [0, 1, 2, 3, 0, 0, 255, 254, 0, 9], TestContext.Current.CancellationToken);

        var (code, lines) = await Run("--json", folder["feed.xml"], folder["binary.bin"], folder["absent.html"], "ftp://files.example/x");

        Assert.Equal(ExitCode.Failed, code);
        var answers = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(4, answers.Count);
        var entry = answers[0].GetProperty("entries")[0];
        Assert.Equal("Un modèle ouvert & public", entry.GetProperty("title").GetString());
        Assert.Equal("2026-03-17T07:45:00Z", entry.GetProperty("published").GetString());
        Assert.All(answers.Skip(1), a => Assert.EndsWith(".", a.GetProperty("failure").GetString(), StringComparison.Ordinal));
        Assert.Contains("absent.html", answers[2].GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_refused_with_its_reason()
    {
        var (code, lines) = await Run("--json", "http://127.0.0.1:9/feed");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("127.0.0.1", JsonDocument.Parse(Assert.Single(lines)).RootElement.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_without_anything_to_check_says_what_it_takes() =>
        Assert.Contains("files, folders or web addresses", (await Assert.ThrowsAsync<UsageException>(() => Run("--json"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_robots_file_is_known_by_its_name_or_its_lines_and_answers_for_the_bots_and_paths_asked_about()
    {
        using var folder = new TestFolder();
        await Write(folder["robots.txt"], "Sitemap: https://n.example/s.xml\nUser-agent: *\nCrawl-delay: 3\nDisallow: /private\n");
        await Write(folder["unnamed"], "# ours\nUser-agent: Other\nDisallow: /\n");

        var (code, lines) = await Run("--json", "--robots-agent", "Other", "--robots-agent", "FunctionsBot", "--robots-path", "/private/a", "--robots-path", "https://n.example/b", folder["robots.txt"], folder["unnamed"]);

        Assert.Equal(ExitCode.Done, code);
        var answers = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(answers, a => Assert.Equal("robots", a.GetProperty("sees").GetString()));
        Assert.Equal("https://n.example/s.xml", answers[0].GetProperty("sitemaps")[0].GetString());
        Assert.Equal(["disallowed", "allowed", "disallowed", "allowed"], Verdicts(answers[0]));
        Assert.Equal(["disallowed", "disallowed", "allowed", "allowed"], Verdicts(answers[1]));
        var first = answers[0].GetProperty("verdicts")[0];
        Assert.Equal("Disallow: /private", first.GetProperty("rule").GetString());
        Assert.Equal(3, first.GetProperty("crawlDelaySeconds").GetDouble());

        static List<string?> Verdicts(JsonElement answer) => [.. answer.GetProperty("verdicts").EnumerateArray().Select(v => v.GetProperty("verdict").GetString())];
    }

    [Fact]
    public async Task Each_line_of_an_address_list_gets_its_verdict_without_any_connection()
    {
        using var folder = new TestFolder();
        await Write(folder["hostile.txt"], "# a remark\nhttp://127.0.0.1:9/\r\n\nhttps://example.org/feed\nhttp://[::ffff:10.0.0.1]/\nnot an address\nhttp://user:pw@example.org/\n");

        var (code, lines) = await Run("--json", folder["hostile.txt"]);

        Assert.Equal(ExitCode.Done, code);
        var answers = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["refused", "allowed", "refused", "refused", "refused"], answers.Select(a => a.GetProperty("verdict").GetString()));
        Assert.Equal($"{folder["hostile.txt"]}:2", answers[0].GetProperty("input").GetString());
        Assert.Equal("It is this machine's own (loopback).", answers[0].GetProperty("reason").GetString());
        Assert.False(answers[1].TryGetProperty("reason", out _));
    }

    [Fact]
    public async Task Cases_are_answered_line_by_line_with_what_they_were_called()
    {
        using var folder = new TestFolder();
        await Write(folder["cases.jsonl"], """
            {"name": "one", "robots": "User-agent: *\nDisallow: /a", "agent": "Any", "url": "https://n.example/a/b"}
            {"name": "two", "robots": "User-agent: Any\nAllow: /", "path": "/a"}
            {"name": "gone", "status": 404, "url": "/a"}
            {"name": "broken", "status": 503, "url": "/a"}
            {"address": "http://2130706433/"}
            {"robots": "x"
            {"robots": "x"}
            [1]
            """);

        var (code, lines) = await Run("--json", folder["cases.jsonl"]);

        Assert.Equal(ExitCode.Failed, code);
        var answers = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["disallowed", "allowed", "allowed", "disallowed", "refused"], answers.Take(5).Select(a => a.GetProperty("verdict").GetString()));
        Assert.Equal("one", answers[0].GetProperty("case").GetProperty("name").GetString());
        Assert.All(answers.Skip(5), a => Assert.EndsWith(".", a.GetProperty("failure").GetString(), StringComparison.Ordinal));
        Assert.Equal(8, answers.Count);
    }

    [Fact]
    public async Task An_address_on_the_command_line_is_only_judged_where_it_is_not_to_be_asked()
    {
        var (code, lines) = await Run("--json", "--no-fetch", "https://example.org/feed", "http://localhost/", "ftp://files.example/x");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(["allowed", "refused", "refused"], lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_folder_stands_for_the_files_in_it()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["deep"]);
        await Write(folder["deep/b.xml"], "<rss version='2.0'><channel><title>B</title><item><title>b</title></item></channel></rss>");
        await Write(folder["a.xml"], "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>A</title><entry><title>a</title><id>urn:a</id><link href='x'/></entry></feed>");

        var (code, lines) = await Run("--json", "--base", "https://n.example/feeds/", folder.Path);

        Assert.Equal(ExitCode.Done, code);
        var answers = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["A", "B"], answers.Select(a => a.GetProperty("title").GetString()));
        Assert.Equal("https://n.example/feeds/x", answers[0].GetProperty("entries")[0].GetProperty("link").GetString());
        Assert.Equal("urn:a", answers[0].GetProperty("entries")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Of_a_feed_everything_is_told_that_it_says_of_itself_and_of_its_entries()
    {
        using var folder = new TestFolder();
        await Write(folder["rss.xml"], """
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Communs</title><link>https://n.example/</link><description>Ce qui est <![CDATA[<b>libre</b>]]></description>
            <managingEditor>ada@n.example (Ada)</managingEditor><lastBuildDate>Tue, 17 Mar 2026 08:45:00 GMT</lastBuildDate><language>fr-FR</language><ttl>90</ttl><skipHours><hour>3</hour></skipHours>
            <item><title>Un</title><link>/un</link><guid isPermaLink="false">u1</guid><dc:creator>Bo</dc:creator><description>Court</description><category>IA</category><enclosure url="/a.mp3" type="audio/mpeg" length="5"/></item></channel></rss>
            """);
        await Write(folder["atom.xml"], """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>urn:feed</id><subtitle>S</subtitle><author><name>Cy</name></author><updated>2026-03-17T09:00:00+01:00</updated><link href="https://n.example/a"/>
            <entry xml:lang="de"><title>e</title><id>urn:e</id><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>
            """);

        var (_, lines) = await Run("--json", folder["rss.xml"], folder["atom.xml"]);

        var (rss, atom) = (JsonDocument.Parse(lines[0]).RootElement, JsonDocument.Parse(lines[1]).RootElement);
        Assert.Equal(
            ["https://n.example/", "Ada", "Ce qui est libre", "2026-03-17T08:45:00Z", "fr"],
            new[] { "link", "author", "summary", "updated", "language" }.Select(f => rss.GetProperty(f).GetString()));
        Assert.Equal((5400, 3), (rss.GetProperty("askedPauseSeconds").GetInt32(), rss.GetProperty("skipHours")[0].GetInt32()));
        var item = rss.GetProperty("entries")[0];
        Assert.Equal(
            ["https://n.example/un", "u1", "Bo", "Court", "fr"],
            new[] { "link", "id", "author", "summary", "language" }.Select(f => item.GetProperty(f).GetString()));
        Assert.Equal("IA", item.GetProperty("categories")[0].GetString());
        Assert.Equal("https://n.example/a.mp3", item.GetProperty("enclosures")[0].GetProperty("address").GetString());
        Assert.Equal(["urn:feed", "Cy", "S", "2026-03-17T08:00:00Z"], new[] { "id", "author", "summary", "updated" }.Select(f => atom.GetProperty(f).GetString()));
        Assert.Equal("de", atom.GetProperty("entries")[0].GetProperty("language").GetString());
        Assert.Equal("<p>x</p>", atom.GetProperty("entries")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Of_an_address_all_is_shown_that_a_poll_would_go_by()
    {
        await using var server = new ScriptedWebServer();
        server.On("/robots.txt", 200, "User-agent: *\nDisallow: /private\nCrawl-delay: 1\nSitemap: https://n.example/s.xml");
        server.On("/", 200, "<html><head><title>n</title><link rel='alternate' type='application/rss+xml' href='/feed'></head><body><article><h1>A title of some length</h1><p>One paragraph that says what is to be said here and now.</p></article></body></html>", "Content-Type: text/html");
        server.On("/article", 200, "<html><body><article><h1>An open letter about models</h1><p>Forty organisations ask for open models in public buying, in a letter of some length.</p></article></body></html>", "Content-Type: text/html");
        server.On("/feed", 200, $"<rss version='2.0'><channel><title>n</title><ttl>120</ttl><item><title>An open letter</title><link>{server.At("/article")}</link></item></channel></rss>", "ETag: \"v1\"", "Cache-Control: max-age=600");
        using var fetcher = new Fetcher(FetchLimits.Default with { AllowLoopback = true, HostPause = TimeSpan.Zero }, TimeProvider.System);

        var feed = await Check.Ask(server.At("/feed").AbsoluteUri, server.At("/feed"), new Visit(new AddressVerdict("", null)), fetcher, TestContext.Current.CancellationToken);
        var page = await Check.Ask(server.At("/").AbsoluteUri, server.At("/"), new Visit(new AddressVerdict("", null)), fetcher, TestContext.Current.CancellationToken);

        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
        console.Profile.Width = 300;
        CheckText.Show(feed, console);
        CheckText.Show(page, console);
        var text = written.ToString();
        Assert.All(
            [
                "allowed: no rule speaks of it, with a rest of 1 s", "a feed (RSS 2.0)", "\"v1\"", "the server asks for 10 min", "the feed asks for 2 h", "Next poll",
                "https://n.example/s.xml", "An open letter about models", "Forty organisations", "an article", server.At("/feed").AbsoluteUri,
            ],
            shown => Assert.Contains(shown, text, StringComparison.Ordinal));
        Assert.True(feed.Visit!.NextPoll >= TimeProvider.System.GetUtcNow().AddMinutes(115));
        var json = JsonDocument.Parse(CheckJson.Line(feed)).RootElement;
        Assert.Equal("An open letter about models", json.GetProperty("firstArticle").GetProperty("title").GetString());
        Assert.Equal("\"v1\"", json.GetProperty("visit").GetProperty("eTag").GetString());
    }

    [Theory]
    [InlineData("--as", "soup")]
    [InlineData("--as", null)]
    [InlineData("--base", "feeds/")]
    [InlineData("--jsno", "x.xml")]
    public async Task An_option_that_is_wrong_says_what_is_right(string option, string? value)
    {
        string[] args = value is null ? ["x.xml", option] : ["x.xml", option, value];

        Assert.Contains(option, (await Assert.ThrowsAsync<UsageException>(() => Run(args))).Message, StringComparison.Ordinal);
    }

    private static Task Write(string file, string text) => File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

    private static Checked.Article Seed(int number) => See(Directory.GetFiles(Shared.PathOf("seeds"), $"{number:D3}_*.txt").Single());

    private static Checked.Article See(string file) => Assert.IsType<Checked.Article>(
        Check.See(file, new FetchResult.Fetched(new Uri(Path.GetFullPath(file)), Encoding.UTF8.GetBytes(File.ReadAllText(file))), Now));

    private static async Task<(int Code, string[] Lines)> Run(params string[] args)
    {
        using var printed = new StringWriter();
        var code = await Check.Run(args, AnsiConsole.Console, printed, TestContext.Current.CancellationToken);
        return (code, printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
