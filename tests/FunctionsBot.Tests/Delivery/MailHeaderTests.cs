using CsCheck;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace FunctionsBot.Tests.Delivery;

public sealed class MailHeaderTests
{
    private static readonly string[] Ours =
    [
        "From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version",
        "Content-Type",
    ];

    [Fact]
    public void No_text_brings_a_header_of_its_own_or_another_recipient() =>
        Gen.Select(Nasty, Nasty, Nasty).Sample(
            (subject, file, address) =>
            {
                var to = EmailMessage.Recipient($"ada{address}@reader.example") ?? new MailboxAddress("", "ada@reader.example");
                var read = Sent(new OutgoingMessage(subject) { Text = "Text", Html = "<p>Text</p>", Attachments = [new Attachment(file, "text/calendar", "x")], Unsubscribe = new Uri("https://monitor.example/u") }, to);

                Assert.Empty(read.Headers.Select(h => h.Field).Except(Ours, StringComparer.OrdinalIgnoreCase));
                Assert.Equal(read.Headers.Count, read.Headers.Select(h => h.Field.ToUpperInvariant()).Distinct().Count());
                Assert.Single(read.To.Mailboxes);
                Assert.Empty(read.Cc);
                Assert.Empty(read.Bcc);
                Assert.Equal("Text", read.TextBody?.Trim());
            },
            iter: 2000);

    [Fact]
    public void A_signed_mail_holds_before_the_key_in_the_DNS_and_not_once_it_was_changed()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var signer = new MailSender("Policy monitor <news@monitor.example>").SignedWith(rsa.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\\n"), "bot");
        using var mail = Built(new OutgoingMessage("Politiques de l’IA") { Text = "Été.\n", Html = "<p>Été</p>", Unsubscribe = new Uri("https://monitor.example/u") }, new MailboxAddress("", "ada@reader.example"));
        signer.Signer!.Sign(mail);
        var read = Wire(mail);
        var keys = new Keys($"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}");
        var signature = read.Headers[HeaderId.DkimSignature]!;

        Assert.True(new DkimVerifier(keys).Verify(read, read.Headers[read.Headers.IndexOf(HeaderId.DkimSignature)], TestContext.Current.CancellationToken));
        Assert.Equal(("monitor.example", "bot"), keys.Asked);
        Assert.Contains("list-unsubscribe-post", signature, StringComparison.OrdinalIgnoreCase);
        read.Subject = "Something else";
        Assert.False(new DkimVerifier(keys).Verify(read, read.Headers[read.Headers.IndexOf(HeaderId.DkimSignature)], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_key_that_is_none_is_refused_at_the_start() =>
        Assert.Throws<FormatException>(() => new MailSender("news@monitor.example").SignedWith("not a key", "bot"));

    private static Gen<string> Nasty => Gen.OneOf(
        OneOf("\r\nBcc: eve@evil.example", "\nX-Evil: 1\n\nbody", "\r", "\0", "\u2028", "=?utf-8?q?=0ABcc:_eve@evil.example?=", "\u0085To: x@y.example", "a\r\n b"),
        Gen.String).Array[1, 4].Select(parts => string.Concat(parts));

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static MimeMessage Built(OutgoingMessage message, MailboxAddress to) =>
        EmailMessage.Build(new OutboxRow("d", "digest-1", DeliveryKind.Digest, OutboxDriver.Start), to, message, new MailboxAddress("Policy monitor", "news@monitor.example"), OutboxDriver.Start);

    private static MimeMessage Sent(OutgoingMessage message, MailboxAddress to)
    {
        using var mail = Built(message, to);
        return Wire(mail);
    }

    /// <summary>As it is on the wire, read by whoever gets it.</summary>
    private static MimeMessage Wire(MimeMessage mail)
    {
        using var stream = new MemoryStream();
        mail.WriteTo(stream);
        stream.Position = 0;
        return MimeMessage.Load(stream);
    }

    /// <summary>The DNS, with one key.</summary>
    private sealed class Keys(string record) : DkimPublicKeyLocatorBase
    {
        public (string Domain, string Selector) Asked { get; private set; }

        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Asked = (domain, selector);
            return GetPublicKey(record);
        }

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
