using System.Diagnostics;
using System.Text;
using CsCheck;
using FunctionsBot.Fetching;

namespace FunctionsBot.Tests.Fetching;

public sealed class RobotsTests
{
    private static bool Allows(string file, string path) =>
        Robots.Parse(file, "FunctionsBot").Deciding(new Uri($"https://example.org{path}")) is null or { Allow: true };

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
    public void A_path_is_judged_as_RFC_9309_says(string file, string path, bool allowed) => Assert.Equal(allowed, Allows(file, path));

    [Fact]
    public void The_rule_that_decides_can_be_shown()
    {
        var robots = Robots.Parse("User-agent: *\nDisallow: /\nAllow: /news/", "FunctionsBot");

        Assert.Equal("Allow: /news/", robots.Deciding(new("https://example.org/news/1"))?.ToString());
        Assert.Equal("Disallow: /", robots.Deciding(new("https://example.org/other"))?.ToString());
    }

    [Fact]
    public void Any_bytes_are_read_without_failing() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            var text = "User-agent: *\nDisallow: /" + Encoding.Latin1.GetString(bytes) + "\nAllow: /*" + Encoding.Latin1.GetString(bytes);
            _ = Robots.Parse(Encoding.UTF8.GetBytes(text), "FunctionsBot").Deciding(new("https://example.org/a?b=" + Uri.EscapeDataString(text)));
        });

    [Fact]
    public void A_file_made_of_wildcards_costs_no_more_than_its_length()
    {
        var file = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 1000)) + "b$\n";
        var watch = Stopwatch.StartNew();

        var robots = Robots.Parse(string.Concat(Enumerable.Repeat(file, 200)), "FunctionsBot");

        Assert.Null(robots.Deciding(new("https://example.org/" + new string('a', 1900))));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }
}
