using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using FunctionsBot.Digests;

namespace FunctionsBot.Tests.Digests;

public sealed partial class TelegramTextTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abc é\n<>&\"';#/="], 0, 60],
        Gen.String[0, 30],
        Gen.Const("👩‍👩‍👧‍👦 e\u0301\u0323 🇫🇷 "),
        Gen.Const("\n\n"),
        Gen.Int[1, 900].Select(n => new string('x', n)),
        Gen.Int[1, 80].Select(n => "a" + new string('\u0301', n)));

    /// <summary>Telegram HTML as the composers write it: nested tags, escaped text.</summary>
    private static readonly Gen<string> Html = Gen.Select(Text, Gen.OneOf("", "b", "i", "a href=\"https://x.example/?a=1&amp;b=2\"", "blockquote", "code")).Array[0, 60]
        .Select(pieces => string.Concat(pieces.Select(p => p.Item2.Length == 0
            ? Markup.Escape(p.Item1)
            : $"<{p.Item2}>{Markup.Escape(p.Item1)}<b>!</b></{p.Item2.Split(' ')[0]}>")));

    [Fact]
    public void A_short_text_stays_one_message() => Assert.Equal(["<b>A</b> &amp; <a href=\"https://x.example\">B</a>"], TelegramText.Split("<b>A</b> &amp; <a href=\"https://x.example\">B</a>"));

    [Fact]
    public void Markup_does_not_count_towards_the_limit()
    {
        var html = string.Concat(Enumerable.Repeat($"<a href=\"https://x.example/{new string('y', 200)}\">{new string('&', 40).Replace("&", "&amp;", StringComparison.Ordinal)}</a>\n", 99));

        Assert.Single(TelegramText.Split(html));
    }

    [Fact]
    public void A_long_text_is_cut_between_paragraphs()
    {
        var paragraphs = Enumerable.Range(1, 9).Select(i => $"<b>{i}</b> {new string('x', 998)}").ToList();

        var parts = TelegramText.Split(string.Join("\n\n", paragraphs));

        Assert.Equal([4, 4, 1], parts.Select(p => p.Split("<b>").Length - 1));
        Assert.All(parts, p => Assert.StartsWith("<b>", p, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tag_open_at_a_cut_is_closed_and_opened_again()
    {
        var parts = TelegramText.Split($"<b><a href=\"https://x.example\">{new string('x', 5000)}</a></b>");

        Assert.Equal(2, parts.Count);
        Assert.All(parts, p => Assert.Matches("^<b><a href=\"https://x\\.example\">x+</a></b>$", p));
    }

    [Fact]
    public void A_message_has_at_most_a_hundred_formatted_spans()
    {
        var parts = TelegramText.Split(string.Concat(Enumerable.Range(0, 250).Select(i => $"<b>{i}</b> word\n")));

        Assert.All(parts, p => Assert.InRange(Tags().Count(p) / 2, 1, 100));
        Assert.Equal(3, parts.Count);
    }

    [Fact]
    public void A_family_and_a_flag_are_not_torn_apart()
    {
        var parts = TelegramText.Split(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 600)));

        Assert.True(parts.Count > 1);
        Assert.All(parts, p => Assert.Equal(0, p.Length % "👩‍👩‍👧‍👦".Length));
    }

    [Fact]
    public void A_text_of_white_space_alone_is_no_message() => Assert.Empty(TelegramText.Split(new string('\n', 10_000)));

    [Fact]
    public void What_is_composed_is_cut_into_valid_messages_and_nothing_is_lost() =>
        Gen.Select(Html, Gen.Int[64, 500]).Sample((html, limit) =>
        {
            var parts = TelegramText.Split(html, limit);

            Assert.All(parts, p => AssertValid(p, limit));
            Assert.Equal(Dense(Strip(html)), Dense(string.Concat(parts.Select(Strip))));
        }, iter: 600);

    [Fact]
    public void Whatever_is_given_comes_out_within_the_limits() => Gen.Select(
        Gen.OneOf(Gen.String[0, 600], Gen.String[Gen.Char["<>/ab iu&;\n "], 0, 600]), Gen.Int[64, 300]).Sample((html, limit) =>
        {
            var parts = TelegramText.Split(html, limit);

            Assert.All(parts, p => Assert.InRange(TelegramText.Visible(p).Length, 1, limit));
            Assert.Equal(Dense(TelegramText.Visible(html)), Dense(string.Concat(parts.Select(TelegramText.Visible))));
        }, iter: 600);

    [Fact]
    public void A_megabyte_is_cut_in_linear_time()
    {
        var parts = TelegramText.Split(string.Concat(Enumerable.Repeat("<i>word</i> and more words\n\n", 40_000)));

        Assert.Equal(40_000, parts.Sum(p => p.Split("<i>").Length - 1));
    }

    /// <summary>Checked by other means than the code under test: a scan of the tags and the framework's decoder.</summary>
    private static void AssertValid(string part, int limit)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tags().Matches(part))
        {
            if (tag.Groups["close"].Success)
            {
                Assert.Equal(open.Pop(), tag.Groups["name"].Value);
            }
            else
            {
                open.Push(tag.Groups["name"].Value);
            }
        }

        Assert.Empty(open);
        var visible = Strip(part);
        Assert.InRange(visible.Length, 1, limit);
        Assert.False(string.IsNullOrWhiteSpace(visible));
        Assert.DoesNotContain('<', Tags().Replace(part, ""));
    }

    private static string Strip(string html) => WebUtility.HtmlDecode(Tags().Replace(html, ""));

    private static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("<(?<close>/)?(?<name>[a-z]+)( [^>]*)?>")]
    private static partial Regex Tags();
}
