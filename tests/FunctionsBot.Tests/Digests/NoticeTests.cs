using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Digests;

public sealed class NoticeTests
{
    private static readonly Destination Chat = new("chat", ChannelKind.Telegram, "-100", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 0))) { Name = "Policy <desk>" };

    private static readonly Destination Ada = Chat with { Id = "5ubscr1ber0123", Channel = ChannelKind.Email, Address = "ada@reader.example", Name = "" };

    public static TheoryData<string, string, string> Notices => new()
    {
        { "paused", "en", "Policy <desk> can no longer be reached and is paused" },
        { "paused", "fr", "Policy <desk> n’est plus joignable et a été mis en pause" },
        { "given-up", "en", "Given up: “Weekly” for an email subscriber (5ubscr1b)" },
        { "given-up", "fr", "Abandonné\u00A0: «\u00A0Weekly\u00A0» pour un abonné par courriel (5ubscr1b)" },
        { "failing", "en", "Senate feed has been failing since 9 March 2026" },
        { "failing", "fr", "Senate feed est en échec depuis le 9 mars 2026" },
        { "work", "en", "A piece of work in the queue “process” was given up" },
        { "work", "fr", "Une tâche de la file «\u00A0process\u00A0» a été abandonnée" },
    };

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_notice_says_what_why_and_where_to_act(string which, string language, string title)
    {
        const string Reason = "HTTP 500 <from> the server";
        Notice notice = which switch
        {
            "paused" => new Notice.DestinationPaused(Chat, Reason),
            "given-up" => new Notice.DeliveryGivenUp(new OutboxRow(Ada.Id, "digest-1", DeliveryKind.Digest, default) { Subject = "Weekly" }, Ada, Reason),
            "failing" => new Notice.SourcesFailing([("Senate feed", new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), Reason)]),
            _ => new Notice.WorkGivenUp("process", Reason),
        };

        var message = NoticeComposer.Compose(notice, language, SampleStories.Site);

        Assert.Equal(title, message.Subject);
        var telegram = Assert.Single(message.Parts);
        Assert.Contains(Markup.Escape(title), telegram, StringComparison.Ordinal);
        Assert.Contains("HTTP 500 &lt;from&gt; the server", telegram, StringComparison.Ordinal);
        Assert.Contains("https://monitor.example/manage/", telegram, StringComparison.Ordinal);
        Assert.Contains("https://monitor.example/manage/", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("reader.example", message.Text + message.Html + telegram + message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Please confirm your subscription")]
    [InlineData("fr", "Confirmez votre abonnement")]
    public void A_confirmation_has_its_link_in_html_and_text_and_no_list_to_leave(string language, string subject)
    {
        var message = ConfirmationComposer.Compose(language, new Uri("https://monitor.example/confirm?t=a&b=\"c\""));

        Assert.Equal(subject, message.Subject);
        Assert.Contains("href=\"https://monitor.example/confirm?t=a&amp;b=%22c%22\"", message.Html, StringComparison.Ordinal);
        Assert.Contains("https://monitor.example/confirm?t=a&b=%22c%22", message.Text, StringComparison.Ordinal);
        Assert.Null(message.Unsubscribe);
    }

    [Theory]
    [InlineData("en", 1, 6, "Senate feed has had nothing new since 9 March 2026", "every 6 hours")]
    [InlineData("fr", 1, 72, "Senate feed n’a rien publié depuis le 9 mars 2026", "tous les 3 jours")]
    [InlineData("en", 9, 1, "9 sources have had nothing new for unusually long", "every hour · +3")]
    [InlineData("fr", 9, 2, "9 sources n’ont rien publié depuis anormalement longtemps", "toutes les 2 heures · +3")]
    public void A_silent_source_is_told_with_what_is_usual_for_it(string language, int count, int hours, string title, string usual)
    {
        var silent = Enumerable.Repeat(("Senate feed", new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(hours)), count);

        var message = NoticeComposer.Compose(new Notice.SourcesSilent([.. silent]), language, SampleStories.Site);

        Assert.Equal(title, message.Subject);
        Assert.Contains(usual, Assert.Single(message.Parts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_French_admin_reads_in_French_why_a_source_fails()
    {
        var notice = new Notice.SourcesFailing([("Gazette", new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), "https://gazette.example/ answered 404 Not Found: the page is not there; correct the address.")]);

        var message = NoticeComposer.Compose(notice, "fr", SampleStories.Site);

        Assert.Contains("https://gazette.example/ a répondu 404 Not Found : la page n’existe pas ; corrigez l’adresse.", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_broken_sources_are_one_notice_that_names_them()
    {
        var since = new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);

        var message = NoticeComposer.Compose(new Notice.SourcesFailing([("Senate feed", since, "gone"), ("Gazette <b>", since, "slow")]), "en", SampleStories.Site);

        Assert.Equal("2 sources have been failing for hours", message.Subject);
        Assert.Contains("Senate feed (9 March 2026): gone · Gazette &lt;b&gt; (9 March 2026): slow", Assert.Single(message.Parts), StringComparison.Ordinal);
    }
}
