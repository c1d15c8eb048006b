using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Loopback;
using MimeKit;

namespace FunctionsBot.Tests.Delivery;

public sealed class EmailDeliveryTests
{
    private static readonly Uri Unsubscribe = new("https://monitor.example/unsubscribe?token=" + new string('t', 120));

    private static OutgoingMessage Digest => new("Politiques de l’IA : 8 sujets")
    {
        Text = "Bonjour,\n\nvoici la semaine.\n",
        Html = $"<p>Bonjour, voici la semaine. {new string('é', 3000)}</p>",
        Unsubscribe = Unsubscribe,
        Attachments = [new Attachment("dates.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Réunion\r\nEND:VCALENDAR\r\n")],
    };

    [Fact]
    public async Task A_digest_arrives_with_text_html_attachment_and_a_way_out()
    {
        await using var smtp = SmtpServer.Start();
        var (driver, ada) = await Posted(smtp, Digest);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(ada));

        Assert.Empty(smtp.Violations);
        var mail = Assert.Single(smtp.Taken);
        Assert.Equal(("news@monitor.example", "ada@reader.example"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal("Politiques de l’IA : 8 sujets", mail.Message.Subject);
        Assert.Equal("Policy monitor", Assert.IsType<MailboxAddress>(Assert.Single(mail.Message.From)).Name);
        Assert.Equal(OutboxDriver.Start, mail.Message.Date);
        Assert.Equal(Digest.Text, mail.Message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(Digest.Html, mail.Message.HtmlBody!.TrimEnd());
        var calendar = Assert.IsType<MimePart>(Assert.Single(mail.Message.Attachments), exactMatch: false);
        Assert.Equal(("dates.ics", "text/calendar"), (calendar.FileName, calendar.ContentType.MimeType));
        Assert.Equal(Digest.Attachments[0].Content, Decoded(calendar));
        Assert.Equal($"<{Unsubscribe.AbsoluteUri}>", mail.Message.Headers["List-Unsubscribe"]!.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("<digest.monitor.example>", mail.Message.Headers["List-Id"]);
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.Equal(["2.0.0 Ok: queued as 7F3A"], (await driver.Row(ada)).Receipts);
    }

    [Fact]
    public async Task One_click_is_only_promised_over_https()
    {
        await using var smtp = SmtpServer.Start();
        var (driver, ada) = await Posted(smtp, Digest with { Unsubscribe = new Uri("http://localhost:7071/unsubscribe") });

        await driver.Deliver(ada);

        var headers = Assert.Single(smtp.Taken).Message.Headers;
        Assert.True(headers.Contains("List-Unsubscribe"));
        Assert.False(headers.Contains("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task A_confirmation_is_no_list_mail()
    {
        await using var smtp = SmtpServer.Start();
        var (driver, ada) = await Posted(smtp, Digest with { Unsubscribe = null });

        await driver.Deliver(ada);

        Assert.DoesNotContain(Assert.Single(smtp.Taken).Message.Headers, h => h.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_repeated_mail_has_the_same_message_id_and_another_delivery_another()
    {
        await using var smtp = SmtpServer.Start().On(SmtpServer.EndOfData, SmtpServer.Drop);
        var (driver, ada) = await Posted(smtp, Digest);

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(ada));
        driver.Clock.Advance(retry.Delay);
        await driver.Deliver(ada);
        await driver.Post(ada, "alert-2", message: Digest, stories: "story-2");
        await driver.Deliver(ada, "alert-2");

        var ids = smtp.Taken.Select(m => m.Message.MessageId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.EndsWith("@monitor.example", ids[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 5.1.1 No such user here", true)]
    [InlineData("550 No such user here", true)]
    [InlineData("551 User not local", true)]
    [InlineData("553 Mailbox name not allowed", true)]
    [InlineData("550 5.7.1 Rejected by policy", false)]
    [InlineData("552 5.2.2 Mailbox full", false)]
    public async Task A_refused_recipient_is_paused_only_if_the_mailbox_does_not_exist(string reply, bool gone)
    {
        await using var smtp = SmtpServer.Start().On("RCPT", reply);
        var (driver, ada) = await Posted(smtp, Digest);

        var outcome = Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(ada));

        Assert.Equal(gone, outcome.Paused);
        Assert.Contains(reply[4..], outcome.Row.Reason, StringComparison.Ordinal);
        Assert.Equal(gone ? DestinationState.Paused : DestinationState.Active, (await driver.Stored(ada)).State);
        Assert.Empty(smtp.Taken);
        Assert.Empty(smtp.Violations);
    }

    [Theory]
    [InlineData("RCPT", "451 4.7.1 Greylisted, come back later")]
    [InlineData("RCPT", "452 4.2.2 Mailbox full")]
    [InlineData(SmtpServer.EndOfData, "451 4.3.0 Try again")]
    [InlineData("MAIL", "421 4.4.5 Too busy")]
    public async Task A_server_that_says_later_is_asked_again_in_five_minutes(string verb, string reply)
    {
        await using var smtp = SmtpServer.Start().On(verb, reply);
        var (driver, ada) = await Posted(smtp, Digest);

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(ada));
        Assert.Equal(TimeSpan.FromMinutes(5), retry.Delay);
        Assert.Contains(reply[4..], retry.Reason, StringComparison.Ordinal);
        Assert.Equal(retry.Reason, (await driver.Row(ada)).Reason);
        driver.Clock.Advance(retry.Delay);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(ada));
        Assert.Single(smtp.Taken);
    }

    [Fact]
    public async Task A_message_refused_for_its_content_fails_without_pausing_the_subscriber()
    {
        await using var smtp = SmtpServer.Start().On(SmtpServer.EndOfData, "554 5.6.0 Looks like spam");
        var (driver, ada) = await Posted(smtp, Digest);

        var outcome = Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(ada));

        Assert.Equal((false, "The mail server answered 554: 5.6.0 Looks like spam"), (outcome.Paused, outcome.Row.Reason));
    }

    [Theory]
    [InlineData("220", SmtpServer.Drop)]
    [InlineData("220", "554 Not today")]
    [InlineData("MAIL", SmtpServer.Drop)]
    [InlineData("MAIL", "550 5.7.1 Sender not allowed")]
    [InlineData("RCPT", SmtpServer.Drop)]
    [InlineData("DATA", SmtpServer.Drop)]
    [InlineData("RCPT", "nonsense")]
    [InlineData("220", SmtpServer.Stall)]
    public async Task A_broken_or_refusing_server_is_an_outage_and_nothing_is_lost(string verb, string reply)
    {
        await using var smtp = SmtpServer.Start().On(verb, reply);
        var (driver, ada) = await Posted(smtp, Digest, timeout: TimeSpan.FromMilliseconds(reply == SmtpServer.Stall ? 300 : 10_000));

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(ada));
        Assert.Contains("SMTP at 127.0.0.1", retry.Reason, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Pending, (await driver.Row(ada)).State);
        driver.Clock.Advance(retry.Delay);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(ada));
        Assert.Single(smtp.Taken);
    }

    [Theory]
    [InlineData(SmtpServer.Drop)]
    [InlineData("500 What?")]
    public async Task A_mail_that_was_taken_stays_sent_when_the_goodbye_fails(string reply)
    {
        await using var smtp = SmtpServer.Start().On("QUIT", reply);
        var (driver, ada) = await Posted(smtp, Digest);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(ada));

        Assert.Equal(DeliveryState.Sent, (await driver.Row(ada)).State);
    }

    [Fact]
    public async Task A_wrong_password_is_named_without_being_shown()
    {
        await using var smtp = SmtpServer.Start().On("AUTH", "535 5.7.8 Authentication failed");
        smtp.Offers = ["AUTH PLAIN"];
        var (driver, ada) = await Posted(smtp, Digest, settings => settings with { User = "bot", Password = "hunter2-secret" });

        var retry = Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(ada));

        Assert.Contains("refused the user name or the password", retry.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", retry.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new SmtpSettings("mail.example", 587) { Password = "hunter2-secret" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outage()
    {
        var smtp = SmtpServer.Start();
        var port = smtp.Port;
        await smtp.DisposeAsync();
        var driver = new OutboxDriver(Channel(new SmtpSettings("127.0.0.1", port, SmtpTls.None)));
        var ada = await driver.Subscriber();
        await driver.Post(ada, message: Digest);

        Assert.Contains($"SMTP at 127.0.0.1:{port}", Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(ada)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sujet\r\nBcc: everyone@reader.example")]
    [InlineData("Sujet\nX-Evil: 1\n\nbody")]
    [InlineData("Sujet\u2028Bcc: everyone@reader.example")]
    public async Task A_subject_cannot_bring_its_own_headers(string subject)
    {
        await using var smtp = SmtpServer.Start();
        var (driver, ada) = await Posted(smtp, Digest with { Subject = subject, Attachments = [new Attachment("a\r\nX-Evil: 1.ics", "text/calendar", "")] });

        await driver.Deliver(ada);

        var mail = Assert.Single(smtp.Taken);
        Assert.Equal(["ada@reader.example"], mail.To);
        Assert.Empty(mail.Message.Bcc);
        Assert.DoesNotContain("\nBcc:", mail.Raw, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\nX-Evil:", mail.Raw, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("Sujet", mail.Message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@reader.example\r\nRCPT TO:<eve@evil.example>")]
    [InlineData("ada@reader.example, eve@evil.example")]
    [InlineData("Ada <ada@reader.example>")]
    [InlineData("ada")]
    [InlineData("")]
    public async Task An_address_that_is_not_one_address_is_refused_without_asking(string address)
    {
        await using var smtp = SmtpServer.Start();
        var driver = new OutboxDriver(Channel(new SmtpSettings("127.0.0.1", smtp.Port, SmtpTls.None)));
        var subscriber = await driver.Subscriber(address);
        await driver.Post(subscriber, message: Digest);

        Assert.True(Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(subscriber)).Paused);
        Assert.Empty(smtp.Taken);
    }

    private static string Decoded(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static EmailChannel Channel(SmtpSettings settings) => new(settings, new MailSender("Policy monitor <news@monitor.example>"), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(OutboxDriver.Start));

    private static async Task<(OutboxDriver Driver, Destination Subscriber)> Posted(
        SmtpServer smtp, OutgoingMessage message, Func<SmtpSettings, SmtpSettings>? change = null, TimeSpan? timeout = null)
    {
        var settings = new SmtpSettings("127.0.0.1", smtp.Port, SmtpTls.None) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
        var driver = new OutboxDriver(Channel(change?.Invoke(settings) ?? settings));
        var ada = await driver.Subscriber();
        await driver.Post(ada, message: message);
        return (driver, ada);
    }
}
