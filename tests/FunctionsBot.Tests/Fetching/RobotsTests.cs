using System.Diagnostics;
using System.Text;
using CsCheck;
using FunctionsBot.Fetching;

namespace FunctionsBot.Tests.Fetching;

public sealed class RobotsTests
{
    private static bool Allows(string file, string path) =>
        RobotsFile.Parse(file).For("FunctionsBot").Deciding(new Uri($"https://example.org{path}")) is null or { Allow: true };

    private static Gen<char> OneOf(string characters) => Gen.Int[0, characters.Length - 1].Select(i => characters[i]);

    [Theory]
    [InlineData("", "/any", true)]
    [InlineData("User-agent: *\nDisallow:", "/any", true)]
    [InlineData("User-agent: *\nDisallow: /", "/any", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("user-AGENT : *\r\ndisALLOW : /private # not this\r\n", "/private/a", false)]
    [InlineData("User-agent: *\rDisallow: /private", "/private/a", false)]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("Disallow: /", "/any", true)]
    [InlineData("User-agent: other\nDisallow: /", "/any", true)]
    [InlineData("User-agent: functionsbot\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: FunctionsBot/2.1\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: FunctionsBotNews\nDisallow: /", "/b", true)]
    [InlineData("User-agent: other\nUser-agent: FunctionsBot\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: FunctionsBot\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: functionsbot\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: FunctionsBot\nCrawl-delay: 5\nUser-agent: x\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true)]
    [InlineData("User-agent: *\nDisallow: /*?print", "/x?print=1", false)]
    [InlineData("User-agent: *\nDisallow: *tag*page", "/a/tag/b/page/3", false)]
    [InlineData("User-agent: *\nDisallow: /a$", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /A", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /caf%C3%A9", "/café/x", false)]
    [InlineData("User-agent: *\nDisallow: /café", "/caf%c3%a9", false)]
    [InlineData("User-agent: *\nDisallow: /%7Ejoe", "/~joe/", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("<html>Not found</html>", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: * # everybody\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: * everybody\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: FunctionsBot of example.org\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: FUNCTIONSBOT\nDisallow: /a\nSitemap: https://example.org/s.xml\nDisallow: /b", "/b", false)]
    [InlineData("User-agent: FunctionsBot\nUser-agent: *\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: FunctionsBot\n\nUser-agent: other\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: FunctionsBot\nDisallow:\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("user-agent *\ndisallow /a", "/a", false)]
    [InlineData("user agent: *\ndisalow: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow everything here", "/everything", true)]
    [InlineData("User-agent: *\nNoindex: /a\nDisallow : /b", "/a", true)]
    [InlineData("User-agent: *\nDisallow: a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: https://example.org/a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a*", "/abc", false)]
    [InlineData("User-agent: *\nDisallow: /a**b$", "/axxb", false)]
    [InlineData("User-agent: *\nDisallow: /*$", "/any?thing", false)]
    [InlineData("User-agent: *\nDisallow: /$\n", "/", false)]
    [InlineData("User-agent: *\nDisallow: /$\n", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /price$list", "/price$list/1", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Ab", "/a*b", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Ab", "/axxb", true)]
    [InlineData("User-agent: *\nDisallow: /a%24", "/a$", false)]
    [InlineData("User-agent: *\nDisallow: /a%24", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /%6E%65ws", "/news/1", false)]
    [InlineData("User-agent: *\nDisallow: /%zz", "/%zz", false)]
    [InlineData("User-agent: *\nDisallow: /go?to=http%3A%2F%2Fx.example", "/go?to=http://x.example/", false)]
    [InlineData("User-agent: *\nDisallow: /go?to=http://x.example", "/go?to=http%3a%2f%2fx.example", false)]
    [InlineData("User-agent: *\nAllow: /news/index.html\nDisallow: /", "/news/", true)]
    [InlineData("User-agent: *\nAllow: /news/index.html\nDisallow: /", "/news/2", false)]
    [InlineData("User-agent: *\nDisallow: /a\u0085b", "/a", true)]
    public void A_path_is_judged_as_RFC_9309_says(string file, string path, bool allowed) => Assert.Equal(allowed, Allows(file, path));

    [Fact]
    public void The_rule_that_decides_can_be_shown()
    {
        var robots = RobotsFile.Parse("User-agent: *\nDisallow: /\nAllow: /news/").For("FunctionsBot");

        Assert.Equal("Allow: /news/", robots.Deciding("https://example.org/news/1")?.ToString());
        Assert.Equal("Disallow: /", robots.Deciding("https://example.org/other")?.ToString());
    }

    [Fact]
    public void Any_bytes_are_read_without_failing() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            var text = "User-agent: *\nDisallow: /" + Encoding.Latin1.GetString(bytes) + "\nAllow: /*" + Encoding.Latin1.GetString(bytes);
            var file = RobotsFile.Parse(Encoding.UTF8.GetBytes(text));
            _ = RobotsFile.Parse(bytes);
            _ = file.For("FunctionsBot").Deciding("https://example.org/a?b=" + text);
        });

    [Fact]
    public void A_path_is_matched_as_trying_every_way_would_match_it()
    {
        var letter = OneOf("ab/");
        var pattern = OneOf("ab/**").Array[0, 8].Select(cs => "/" + new string(cs));
        Gen.Select(pattern, Gen.Bool, letter.Array[0, 12].Select(cs => "/" + new string(cs))).Sample((rule, toEnd, path) =>
            RobotsPath.Matches(rule + (toEnd ? "$" : ""), path) == Slow(rule, path, toEnd));

        static bool Slow(ReadOnlySpan<char> rule, ReadOnlySpan<char> path, bool toEnd)
        {
            if (rule.IsEmpty) return !toEnd || path.IsEmpty;
            if (rule[0] != '*') return !path.IsEmpty && path[0] == rule[0] && Slow(rule[1..], path[1..], toEnd);
            for (var skip = 0; skip <= path.Length; skip++)
            {
                if (Slow(rule[1..], path[skip..], toEnd)) return true;
            }

            return false;
        }
    }

    [Fact]
    public void The_longest_rule_decides_and_of_two_as_long_the_one_that_allows()
    {
        var rule = Gen.Select(Gen.Bool, OneOf("ab").Array[0, 4]).Select((allow, cs) => new RobotsRule(allow, "/" + new string(cs)));
        Gen.Select(rule.Array[0, 6], OneOf("ab").Array[0, 6].Select(cs => "/" + new string(cs))).Sample((rules, path) =>
        {
            var file = "User-agent: *\n" + string.Join('\n', rules.Select(r => r.ToString()));
            var best = rules.Where(r => path.StartsWith(r.Path, StringComparison.Ordinal)).OrderByDescending(r => r.Path.Length).ThenByDescending(r => r.Allow).FirstOrDefault();
            return RobotsFile.Parse(file).For("any").Deciding(path) == best;
        });
    }

    [Fact]
    public void A_spelling_does_not_change_the_verdict() =>
        Gen.Char[' ', '\u00ff'].Where(c => c is not ('#' or '?' or '/' or '\\' or '*' or '$' or '%' or '\u00ad')).Array[1, 6].Where(cs => !string.IsNullOrWhiteSpace(new string(cs))).Sample(cs =>
        {
            var plain = "/" + new string(cs).Trim();
            var escaped = "/" + string.Concat(Encoding.UTF8.GetBytes(plain[1..]).Select(b => $"%{b:x2}"));
            var robots = RobotsFile.Parse($"User-agent: *\nDisallow: {escaped}/x").For("any");
            return robots.Deciding(plain + "/x") is { Allow: false } && robots.Deciding(escaped + "/x/y") is { Allow: false };
        });

    [Theory]
    [InlineData("", "/")]
    [InlineData("https://example.org", "/")]
    [InlineData("https://example.org#a/b", "/")]
    [InlineData("https://example.org?a=/b", "/?a=/b")]
    [InlineData("https://example.org//a//b#c", "//a//b")]
    [InlineData("//example.org/a", "/a")]
    [InlineData("example.org/a?b#c", "/a?b")]
    [InlineData("/a://b", "/a://b")]
    [InlineData("?a", "/?a")]
    [InlineData("/ü", "/%C3%BC")]
    public void Of_an_address_its_path_counts(string address, string path) => Assert.Equal(path, RobotsPath.Of(address));

    [Fact]
    public void A_file_in_Latin_1_is_compared_by_its_octets()
    {
        var robots = RobotsFile.Parse(Encoding.Latin1.GetBytes("User-agent: *\nDisallow: /caf\u00e9")).For("any");

        Assert.NotNull(robots.Deciding("/caf%E9/x"));
        Assert.Null(robots.Deciding("/caf%C3%A9/x"));
    }

    [Fact]
    public void A_file_in_UTF_16_is_read() =>
        Assert.NotNull(RobotsFile.Parse([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("User-agent: *\r\nDisallow: /a")]).For("any").Deciding("/a"));

    [Fact]
    public void Half_a_megabyte_is_read_and_a_line_cut_there_says_nothing()
    {
        var rules = string.Concat(Enumerable.Repeat("Disallow: /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 12_000));
        var early = RobotsFile.Parse("User-agent: *\nDisallow: /early\n" + rules + "Disallow: /late\n").For("any");
        var cut = RobotsFile.Parse("User-agent: *\nDisallow: /" + new string('c', 600_000)).For("any");

        Assert.NotNull(early.Deciding("/early"));
        Assert.Null(early.Deciding("/late"));
        Assert.Null(cut.Deciding("/" + new string('c', 700_000)));
    }

    [Fact]
    public void Groups_rests_and_sitemaps_are_told()
    {
        var file = RobotsFile.Parse("Sitemap: https://example.org/é.xml\nUser-agent: a\nUser-agent: B/2\nCrawl-delay: 2.5\nDisallow: /x\nUser-agent: *\nCrawl-delay: much\nAllow: /\n");

        Assert.Equal(["a", "B/2"], file.Groups[0].Agents);
        Assert.Equal(TimeSpan.FromSeconds(2.5), file.For("b").CrawlDelay);
        Assert.Null(file.For("c").CrawlDelay);
        Assert.Equal(["https://example.org/é.xml"], file.For("c").Sitemaps);
    }

    [Fact]
    public void A_file_made_of_wildcards_costs_no_more_than_its_length()
    {
        var file = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 1000)) + "b$\n";
        var watch = Stopwatch.StartNew();

        var robots = RobotsFile.Parse(string.Concat(Enumerable.Repeat(file, 200))).For("FunctionsBot");

        Assert.Null(robots.Deciding("https://example.org/" + new string('a', 1900)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }
}
