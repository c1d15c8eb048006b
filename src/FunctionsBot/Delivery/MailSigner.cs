using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.OpenSsl;

namespace FunctionsBot.Delivery;

/// <summary>Signs mail for its sender's domain (DKIM, RFC 6376).</summary>
public sealed class MailSigner
{
    /// <summary>What a receiver shows or acts on: RFC 6376 §5.4.1, and the fields that RFC 8058 §4 wants signed.</summary>
    private static readonly string[] Signed =
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"];

    private readonly DkimSigner _signer;

    /// <summary>A signer with a key whose public half stands in the DNS.</summary>
    /// <param name="pem">The private key, RSA or Ed25519, as PEM; a secret. Line breaks may be written as <c>\n</c>.</param>
    /// <param name="selector">The name it stands under, <c>SELECTOR._domainkey.DOMAIN</c>.</param>
    /// <param name="domain">The sender's domain.</param>
    /// <exception cref="FormatException">It is no key.</exception>
    public MailSigner(string pem, string selector, string domain)
    {
        try
        {
            using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(pem.Replace("\\n", "\n", StringComparison.Ordinal)));
            _signer = new DkimSigner(stream, domain, selector)
            {
                HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            };
        }
        catch (Exception e) when (e is FormatException or IOException or PemException or ArgumentException)
        {
            throw new FormatException("this is no private key; write it as PEM, with \\n for its line breaks.", e);
        }
    }

    /// <summary>Signs a mail, which must not change any more.</summary>
    internal void Sign(MimeMessage mail)
    {
        mail.Prepare(EncodingConstraint.SevenBit);
        _signer.Sign(mail, [.. Signed.Where(mail.Headers.Contains)]);
    }
}
