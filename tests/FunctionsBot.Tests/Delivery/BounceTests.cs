using System.Security.Cryptography;
using System.Text;
using CsCheck;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Delivery;

public sealed class BounceTests
{
    private const string Secret = "a secret of more than thirty-two characters";

    private static readonly SigningKey Key = new(new Tables(_ => new MemoryTable()), "a-key-of-at-least-thirty-two-characters");
    private static readonly BounceAddress Addresses = new("bounces@monitor.example", Key);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_mail_leaves_under_an_address_that_names_its_reader_and_that_nobody_else_can_make()
    {
        await using var smtp = SmtpServer.Start();
        var sender = new MailSender("Policy monitor <news@monitor.example>") { Bounces = Addresses };
        var driver = new OutboxDriver(new EmailChannel(new SmtpSettings("127.0.0.1", smtp.Port, SmtpTls.None), sender, TimeProvider.System));
        var ada = await driver.Subscriber();
        await driver.Post(ada);
        await driver.Deliver(ada);

        var from = Assert.Single(smtp.Taken).From;
        Assert.StartsWith("bounces+5ubscr1ber-", from, StringComparison.Ordinal);
        Assert.Equal(ada.Id, Addresses.Destination(from));
        Assert.Equal(ada.Id, Addresses.Destination(from.ToUpperInvariant()));
        Assert.Null(Addresses.Destination(from.Replace("5ubscr1ber", "somebody", StringComparison.Ordinal)));
        Assert.Null(new BounceAddress("bounces@monitor.example", new SigningKey(new Tables(_ => new MemoryTable()), new string('k', 32))).Destination(from));
        Assert.InRange(Addresses.For("mail-0123456789abcdef0123456789abcdef").LocalPart.Length, 1, 64);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_ends_the_mails_at_once_and_the_mailbox_of_bounces_is_emptied()
    {
        var (driver, ada) = await Sent(1);
        var row = await driver.Row(ada, "digest-0");
        await using var pop = Pop3Server.Start(
            "Subject: just a letter\n\nHello.",
            Notifications.Status(Envelope(ada), "failed", "5.1.1", "550 No such user", EmailMessage.IdOf(row) + "@monitor.example"),
            Notifications.Status("bounces+5ubscr1ber-0000000000000000@monitor.example", "failed", "5.1.1", "550 forged"));
        var inbox = Inbox(driver, new BounceMailboxSettings("127.0.0.1", pop.Port, SmtpTls.None, "bounces", "right"));

        Assert.Equal(3, await inbox.ReadMailbox(Cancel));
        Assert.Equal(0, await inbox.ReadMailbox(Cancel));

        var stored = await driver.Stored(ada);
        Assert.Equal(DestinationState.Paused, stored.State);
        Assert.Contains("550 No such user", stored.Reason, StringComparison.Ordinal);
        row = await driver.Row(ada, "digest-0");
        Assert.Equal(BounceKind.Hard, row.Bounced);
        Assert.Contains("550 No such user", row.History[^1].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_an_outage_that_names_the_settings()
    {
        var (driver, _) = await Sent(0);
        await using var pop = Pop3Server.Start();
        var inbox = Inbox(driver, new BounceMailboxSettings("127.0.0.1", pop.Port, SmtpTls.None, "bounces", "wrong"));

        var e = await Assert.ThrowsAsync<IOException>(() => inbox.ReadMailbox(Cancel));

        Assert.Contains("names begin with Bounce", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failed", "5.2.2", BounceKind.Soft)]
    [InlineData("failed", "5.7.1", BounceKind.Soft)]
    [InlineData("delayed", "4.4.1", BounceKind.Soft)]
    [InlineData("delayed", "5.1.1", BounceKind.Soft)]
    [InlineData("failed", "5.1.10", BounceKind.Hard)]
    [InlineData("failed", "5.2.1", BounceKind.Hard)]
    [InlineData("relayed", "2.0.0", null)]
    public void Only_a_mailbox_that_is_gone_is_a_hard_bounce(string action, string status, BounceKind? kind) =>
        Assert.Equal(kind, BounceReader.Read(Encoding.UTF8.GetBytes(Notifications.Status(Addresses.For("x1").Address, action, status, "said")), Addresses)?.Kind);

    [Fact]
    public async Task Five_mails_in_a_row_that_come_back_softly_pause_a_reader_and_four_do_not()
    {
        var (driver, ada) = await Sent(6);
        // The first one arrived; the next five came back.
        for (var n = 1; n < 6; n++)
        {
            Assert.Equal(DestinationState.Active, (await driver.Stored(ada)).State);
            var id = EmailMessage.IdOf(await driver.Row(ada, $"digest-{n}")) + "@monitor.example";
            var bounce = BounceReader.Read(Encoding.UTF8.GetBytes(Notifications.Status(Envelope(ada), "failed", "5.2.2", "552 Mailbox full", id)), Addresses)!;
            await driver.Outbox.Take(bounce, Cancel);
            await driver.Outbox.Take(bounce, Cancel);
        }

        Assert.Equal(DestinationState.Paused, (await driver.Stored(ada)).State);
    }

    [Fact]
    public async Task Five_refusals_in_a_row_by_the_server_itself_pause_a_reader()
    {
        await using var smtp = SmtpServer.Start().On("RCPT", [.. Enumerable.Repeat("552 5.2.2 Mailbox full", 5)]);
        var driver = new OutboxDriver(new EmailChannel(new SmtpSettings("127.0.0.1", smtp.Port, SmtpTls.None), new MailSender("news@monitor.example"), TimeProvider.System));
        var ada = await driver.Subscriber();
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(DestinationState.Active, (await driver.Stored(ada)).State);
            await driver.Post(ada, $"digest-{n}", stories: $"story-{n}");
            Assert.Equal(n == 4, Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(ada, $"digest-{n}")).Paused);
            driver.Clock.Advance(TimeSpan.FromDays(7));
        }

        Assert.Equal(DestinationState.Paused, (await driver.Stored(ada)).State);
    }

    [Fact]
    public async Task A_complaint_ends_it_and_what_was_followed_is_followed_no_more()
    {
        var (driver, ada) = await Sent(1);
        await driver.Tables.Follows.Set(new Follow("everything", ada.Id, Cadence.Digest), Cancel);

        await driver.Outbox.Take(BounceReader.Read(Encoding.UTF8.GetBytes(Notifications.Complaint("abuse@monitor.example", Envelope(ada))), Addresses)!, Cancel);

        var stored = await driver.Stored(ada);
        Assert.Equal(DestinationState.Paused, stored.State);
        Assert.Contains("spam", stored.Reason, StringComparison.Ordinal);
        Assert.Empty(await driver.Tables.Follows.Of(ada.Id, Cancel));
    }

    [Fact]
    public async Task A_mail_service_posts_bounces_under_its_signature_only()
    {
        var (driver, ada) = await Sent(1);
        var inbox = Inbox(driver);
        var body = Encoding.UTF8.GetBytes($$"""[{"to":"{{Envelope(ada)}}","kind":"hard","reason":"no such user"},{"to":"nobody@monitor.example","kind":"hard"},{"kind":7},3]""");
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));

        Assert.True(inbox.IsSigned(body, signature));
        Assert.False(inbox.IsSigned([.. body, (byte)' '], signature));
        Assert.False(inbox.IsSigned(body, "sha256="));
        Assert.False(inbox.IsSigned(body, null));
        Assert.False(new BounceInbox(driver.Outbox, Addresses, null, null).IsSigned(body, signature));
        Assert.Null(await inbox.Take("application/json", [.. "{"u8], Cancel));
        Assert.Equal(1, await inbox.Take("application/json", body, Cancel));
        Assert.Equal(DestinationState.Paused, (await driver.Stored(ada)).State);
    }

    [Fact]
    public void Whatever_comes_into_the_mailbox_is_read_without_harm_and_names_nobody_it_should_not() =>
        Gen.Select(OneOf(Notifications.Status("bounces+x1-0123456789abcdef@monitor.example", "failed", "5.1.1", "no"), Notifications.Complaint("a@b", "c@d")), Gen.Int[0, 900], Gen.Byte.Array[0, 40])
            .Sample(
                (text, at, noise) =>
                {
                    var bytes = Encoding.Latin1.GetBytes(text);
                    noise.CopyTo(bytes, Math.Min(at, bytes.Length - noise.Length));
                    Assert.Null(BounceReader.Read(bytes, Addresses));
                },
                iter: 3000);

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static string Envelope(Destination destination) => Addresses.For(destination.Id).Address;

    private static BounceInbox Inbox(OutboxDriver driver, BounceMailboxSettings? mailbox = null) => new(driver.Outbox, Addresses, mailbox, Secret);

    /// <summary>A subscriber to whom some digests were sent, a week after each other.</summary>
    private static async Task<(OutboxDriver Driver, Destination Subscriber)> Sent(int digests)
    {
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Email, (_, _, _) => Task.FromResult<SendResult>(new SendResult.Sent(["250 Ok"]))));
        var ada = await driver.Subscriber();
        for (var n = 0; n < digests; n++)
        {
            await driver.Post(ada, $"digest-{n}", stories: $"story-{n}");
            await driver.Deliver(ada, $"digest-{n}");
            driver.Clock.Advance(TimeSpan.FromDays(7));
        }

        return (driver, ada);
    }
}
