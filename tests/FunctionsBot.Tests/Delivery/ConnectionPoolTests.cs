using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Delivery;

public sealed class ConnectionPoolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_share_connections_and_no_more_are_open_than_set()
    {
        await using var smtp = SmtpServer.Start();
        await using var channel = Channel(smtp, connections: 3);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Task.Run(() => Send(channel, n))));

        Assert.Equal(60, smtp.Taken.Count);
        Assert.InRange(smtp.Connections, 1, 3);
        Assert.Empty(smtp.Violations);
    }

    [Theory]
    [InlineData("MAIL", "421 4.7.0 Too many messages in this session")]
    [InlineData("RCPT", "421 4.7.0 Goodbye")]
    public async Task A_connection_that_the_server_has_enough_of_is_replaced_and_the_mail_sent_once(string verb, string reply)
    {
        await using var smtp = SmtpServer.Start();
        await using var channel = Channel(smtp);
        await Send(channel, 1);
        smtp.On(verb, reply);

        Assert.IsType<SendResult.Sent>(await Send(channel, 2));

        Assert.Equal(2, smtp.Taken.Count);
        Assert.Equal(2, smtp.Connections);
    }

    [Fact]
    public async Task A_refused_recipient_costs_no_connection()
    {
        await using var smtp = SmtpServer.Start().On("RCPT", "550 5.1.1 No such user");
        await using var channel = Channel(smtp);

        Assert.IsType<SendResult.Refused>(await Send(channel, 1));
        Assert.IsType<SendResult.Sent>(await Send(channel, 2));

        Assert.Equal(1, smtp.Connections);
        Assert.Empty(smtp.Violations);
    }

    [Fact]
    public async Task A_connection_that_broke_is_not_used_again()
    {
        await using var smtp = SmtpServer.Start().On(SmtpServer.EndOfData, SmtpServer.Drop);
        await using var channel = Channel(smtp);

        await Assert.ThrowsAsync<IOException>(() => Send(channel, 1));
        Assert.IsType<SendResult.Sent>(await Send(channel, 2));

        Assert.Equal(2, smtp.Connections);
    }

    private static EmailChannel Channel(SmtpServer smtp, int connections = 4) =>
        new(new SmtpSettings("127.0.0.1", smtp.Port, SmtpTls.None) { Connections = connections }, new MailSender("news@monitor.example"), TimeProvider.System);

    private static Task<SendResult> Send(EmailChannel channel, int number) => channel.Send(
        new OutboxRow("d", $"digest-{number}", DeliveryKind.Digest, OutboxDriver.Start),
        new Destination("d", ChannelKind.Email, "ada@reader.example", "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30))),
        new OutgoingMessage($"Mail {number}") { Text = "Text", Html = "<p>Text</p>" },
        Cancel);
}
