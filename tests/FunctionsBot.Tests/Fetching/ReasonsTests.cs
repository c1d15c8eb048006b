using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Fetching;

public sealed partial class ReasonsTests
{
    private static readonly Uri Address = new("https://gazette.example/fil.xml");

    public static TheoryData<string> Failed =>
    [
        .. new[] { 400, 401, 402, 403, 404, 408, 410, 418, 429, 500, 503 }.Select(status => Failures.Answered(Address, status, "Xyz", null).Reason),
        Failures.TimedOut(Address, "did not answer within 20 s; it is asked again later").Reason,
        Failures.TimedOut(Address, "stopped sending for 10 s: it may be overloaded, and is asked again later").Reason,
        Failures.Nowhere(Address, 302).Reason,
        Failures.NoRobots(Address).Reason,
        Failures.LoopsAt(Address).Reason,
        Failures.TooManyRedirects(Address, 10).Reason,
        .. ((Exception[])
        [
            new AddressRefusedException("gazette.example leads to 10.0.0.1, which belongs to a private network"),
            new AuthenticationException(), new TimeoutException(), new HttpRequestException(HttpRequestError.NameResolutionError),
            new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), new HttpRequestException(HttpRequestError.InvalidResponse), new HttpIOException(HttpRequestError.ResponseEnded),
            new InvalidOperationException(),
            .. new[] { SocketError.HostNotFound, SocketError.TryAgain, SocketError.ConnectionRefused, SocketError.HostUnreachable }.Select(e => new SocketException((int)e)),
        ]).Select(e => Failures.Broken(Address, e).Reason),
    ];

    public static TheoryData<SourceKind, string> Unread => new()
    {
        { SourceKind.Feed, "" },
        { SourceKind.Feed, "  \n" },
        { SourceKind.Feed, "{\"version\":" },
        { SourceKind.Feed, "{\"a\":1}" },
        { SourceKind.Feed, "<urlset></urlset>" },
        { SourceKind.Feed, "<opml></opml>" },
        { SourceKind.Feed, "<svg></svg>" },
        { SourceKind.Feed, "<!doctype html><p>a" },
        { SourceKind.Feed, "<!doctype html><link rel=alternate type=application/rss+xml href=/rss><p>a" },
        { SourceKind.Page, "<rss></rss>" },
        { SourceKind.Page, "<!doctype html><script>1</script>" },
        { SourceKind.Page, "<!doctype html>" + string.Concat(Enumerable.Repeat("<div>", 5000)) },
        { SourceKind.Page, "<!doctype html>" + string.Concat(Enumerable.Repeat("<br>", 60_000)) },
        { SourceKind.Listing, "<rss version='2.0'><channel></channel></rss>" },
        { SourceKind.Listing, "<!doctype html><p>rien" },
        { SourceKind.Sitemap, "<!doctype html><p>rien" },
        { SourceKind.Calendar, "<!doctype html><p>rien" },
        { SourceKind.Data, "<!doctype html><p>rien" },
    };

    [Theory]
    [MemberData(nameof(Failed))]
    public void Why_a_page_could_not_be_had_is_told_in_French(string reason) => Told(reason);

    [Theory]
    [MemberData(nameof(Unread))]
    public void Why_a_source_could_not_be_read_is_told_in_French(SourceKind kind, string body)
    {
        ISource reader = kind switch
        {
            SourceKind.Feed => new FeedSource(),
            SourceKind.Page => new PageSource(),
            SourceKind.Listing => new ListingSource(),
            SourceKind.Sitemap => new SitemapSource(),
            SourceKind.Calendar => new CalendarSource(),
            _ => new StructuredSource(),
        };

        var listing = reader.Read(new Source("s", "Gazette", Address, kind, "fr"), new(Address, Encoding.UTF8.GetBytes(body)));

        Told(Assert.IsType<string>(listing.Failure));
    }

    [Fact]
    public void Several_sentences_are_told_one_by_one()
    {
        var told = Reasons.In("fr", "Some elements are not closed. Nobody knows this sentence. It has ampersands that are not written as &amp;.");

        Assert.Equal("Certains éléments ne sont pas fermés. Nobody knows this sentence. Il a des esperluettes qui ne sont pas écrites &amp;.", told);
    }

    [Fact]
    public void A_delivery_given_up_says_in_French_how_often_it_was_tried_and_what_the_server_said() =>
        Assert.Equal(
            "Abandonné après 48 essais : Le serveur de courrier a répondu 452 : 4.2.2 Mailbox full",
            Reasons.In("fr", "Given up after 48 tries: The mail server answered 452: 4.2.2 Mailbox full"));

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void In_other_languages_a_reason_stays_as_it_is(string language)
    {
        var reason = Failures.NoRobots(Address).Reason;

        Assert.Same(reason, Reasons.In(language, reason));
    }

    [Fact]
    public void A_server_that_answers_with_a_flood_of_words_holds_nobody_up()
    {
        var flood = $"{Address} answered 500 {string.Concat(Enumerable.Repeat("answered : ; it is asked ", 75))}";

        Assert.Equal(flood, Reasons.In("fr", flood));
    }

    /// <summary>Something French stands for it, in which nothing English is left but what is quoted.</summary>
    internal static void Told(string reason)
    {
        var french = Reasons.In("fr", reason);
        Assert.NotEqual(reason, french);
        Assert.DoesNotMatch(English(), Quoted().Replace(french, ""));
        Assert.DoesNotMatch(@"\{\d\}", french);
    }

    [GeneratedRegex(@"\b(is|the|it|its|that|which|and|of|to|are|was|where|has|an)\b")]
    private static partial Regex English();

    [GeneratedRegex("« .*? »|https?://\\S+")]
    private static partial Regex Quoted();
}
