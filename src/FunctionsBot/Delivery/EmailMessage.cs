using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using MimeKit;

namespace FunctionsBot.Delivery;

/// <summary>A delivery as an Internet message (RFC 5322).</summary>
internal static class EmailMessage
{
    /// <summary>Builds it. The same delivery makes the same Message-ID at every try, so that a mailbox can see a repeat for what it is.</summary>
    /// <param name="delivery">Names it.</param>
    /// <param name="to">The recipient; its header and its envelope.</param>
    /// <param name="message">What it says.</param>
    /// <param name="from">The sender, and with its domain the list's.</param>
    /// <param name="date">The Date header.</param>
    public static MimeMessage Build(OutboxRow delivery, MailboxAddress to, OutgoingMessage message, MailboxAddress from, DateTimeOffset date)
    {
        var domain = from.Domain;
        var mail = new MimeMessage
        {
            Subject = Line(message.Subject),
            Date = date,
            MessageId = $"{IdOf(delivery)}@{domain}",
        };
        mail.From.Add(from);
        mail.To.Add(to);

        // Keeps vacation notices away (RFC 3834, and what Exchange reads).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        if (message.Unsubscribe is { } unsubscribe)
        {
            ListHeaders(mail, unsubscribe, domain);
        }

        var body = new BodyBuilder();
        if (message.Text.Length > 0)
        {
            body.TextBody = message.Text;
        }

        if (message.Html.Length > 0)
        {
            body.HtmlBody = message.Html;
        }

        foreach (var attachment in message.Attachments)
        {
            body.Attachments.Add(Attached(attachment));
        }

        mail.Body = body.ToMessageBody();
        return mail;
    }

    /// <summary>A delivery's Message-ID before the <c>@</c>.</summary>
    public static string IdOf(OutboxRow delivery) => Keys.Hash($"{delivery.DestinationId}\n{delivery.Id}");

    /// <summary>The recipient; null where the address is none, or more than one.</summary>
    public static MailboxAddress? Recipient(string address) =>
        address.Length <= 254 && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
            && MailboxAddress.TryParse(address, out var mailbox) && mailbox.LocalPart.Length > 0 && mailbox.Domain.Length > 0
            ? mailbox
            : null;

    /// <summary>RFC 2369 and RFC 2919; one click by POST (RFC 8058) only over https, which that asks for.</summary>
    private static void ListHeaders(MimeMessage mail, Uri unsubscribe, string domain)
    {
        mail.Headers.Add("List-Id", $"<digest.{domain}>");
        mail.Headers.Add("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
        if (unsubscribe.Scheme == Uri.UriSchemeHttps)
        {
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    private static MimePart Attached(Attachment attachment)
    {
        var type = ContentType.TryParse(attachment.MediaType, out var known) ? known : new ContentType("application", "octet-stream");
        type.Charset = Encoding.UTF8.WebName;
        return new MimePart(type)
        {
            FileName = Line(attachment.Name),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = Line(attachment.Name) },
            ContentTransferEncoding = ContentEncoding.Base64,
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(attachment.Content))),
        };
    }

    /// <summary>No line break or other control character reaches a header.</summary>
    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
