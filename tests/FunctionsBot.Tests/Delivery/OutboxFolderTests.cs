using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using MimeKit;

namespace FunctionsBot.Tests.Delivery;

public sealed class OutboxFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_telegram_delivery_is_one_page_of_its_messages()
    {
        var driver = new OutboxDriver(Folder(ChannelKind.Telegram));
        var chat = await driver.Chat();
        await driver.Post(chat, message: OutboxDriver.Message("<b>One</b> &amp; only", "Two"));

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));

        var file = Assert.Single(Files());
        Assert.Equal("telegram/chat/alert-1.1.html", file);
        var page = await File.ReadAllTextAsync(Path.Combine(_folder, file), OutboxDriver.Cancel);
        Assert.Contains("<div><b>One</b> &amp; only</div>\n<div>Two</div>", page, StringComparison.Ordinal);
        Assert.Equal(2, (await driver.Row(chat)).Receipts.Count);
    }

    [Fact]
    public async Task An_email_is_the_message_as_it_would_be_sent_and_its_html_beside_it()
    {
        var driver = new OutboxDriver(Folder(ChannelKind.Email));
        var ada = await driver.Subscriber();
        await driver.Post(ada, message: new OutgoingMessage("Été") { Text = "texte", Html = "<p>été</p>", Unsubscribe = new Uri("https://monitor.example/u") });

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(ada));

        Assert.Equal(["email/5ubscr1ber/alert-1.1.eml", "email/5ubscr1ber/alert-1.1.html"], Files());
        Assert.Equal("<p>été</p>", await File.ReadAllTextAsync(Path.Combine(_folder, "email/5ubscr1ber/alert-1.1.html"), OutboxDriver.Cancel));
        using var mail = await MimeMessage.LoadAsync(Path.Combine(_folder, "email/5ubscr1ber/alert-1.1.eml"), OutboxDriver.Cancel);
        Assert.Equal(("Été", "texte", "ada@reader.example"), (mail.Subject, mail.TextBody!.Trim(), mail.To.ToString()));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("a/b\\c:d")]
    [InlineData("")]
    [InlineData("line\nbreak\0nul")]
    public void A_file_name_made_of_any_id_leads_nowhere_else(string id)
    {
        var name = OutboxFolder.FileName(id);

        Assert.Matches("^[A-Za-z0-9_-][A-Za-z0-9._-]*$", name);
        Assert.NotEqual(name, OutboxFolder.FileName(id + "x"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_outage_with_a_clear_reason()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "telegram"), "in the way", OutboxDriver.Cancel);
        var driver = new OutboxDriver(Folder(ChannelKind.Telegram));
        var chat = await driver.Chat();
        await driver.Post(chat);

        Assert.Contains("telegram", Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat)).Reason, StringComparison.Ordinal);
    }

    private OutboxFolder Folder(ChannelKind kind) => new(kind, _folder, new MailSender("news@monitor.example"), TimeProvider.System);

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
