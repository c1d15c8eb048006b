using System.Net;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>
/// Writes what would be sent into a folder: where no token or server is set, and for trying things out. A Telegram delivery
/// is one <c>.html</c> page of its messages, an email an <c>.eml</c> with its <c>.html</c> beside it.
/// </summary>
/// <param name="kind">The channel it stands in for.</param>
/// <param name="folder">Where; made if absent.</param>
/// <param name="sender">The sender of the emails.</param>
/// <param name="clock">For the Date header.</param>
public sealed class OutboxFolder(ChannelKind kind, string folder, MailSender sender, TimeProvider clock) : IChannel
{
    private const int LongestName = 80;

    /// <inheritdoc/>
    public ChannelKind Kind => kind;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var place = Path.Combine(folder, kind == ChannelKind.Telegram ? "telegram" : "email", FileName(destination.Id));
        var name = $"{FileName(delivery.Id)}.{delivery.Attempts}";
        try
        {
            Directory.CreateDirectory(place);
            return kind == ChannelKind.Telegram
                ? await Telegram(Path.Combine(place, name), delivery, destination, message)
                : await Email(Path.Combine(place, name), delivery, destination, message);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The outbox folder {folder} cannot be written to: {e.Message}", e);
        }
    }

    /// <summary>A file name that leads nowhere else: letters, digits, dashes and dots; what was changed is told apart by a hash.</summary>
    internal static string FileName(string id)
    {
        var name = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return name == id && name.Length is > 0 and <= LongestName ? name : $"{name[..Math.Min(name.Length, LongestName)]}-{Keys.Hash(id)}";
    }

    private static async Task<SendResult> Telegram(string path, OutboxRow delivery, Destination destination, OutgoingMessage message)
    {
        var parts = message.Parts.Skip(delivery.PartsSent).ToList();
        var page = new StringBuilder($$"""
            <!DOCTYPE html>
            <html lang="{{WebUtility.HtmlEncode(destination.Language)}}">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{{WebUtility.HtmlEncode(message.Subject)}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { margin: 0; padding: 24px 16px; background: light-dark(#d7e3ec, #0e1621); font: 16px/1.45 system-ui, sans-serif; }
            div { max-width: 34rem; margin: 0 auto 12px; padding: 12px 16px; border-radius: 12px; background: light-dark(#fff, #182533); color: light-dark(#111, #f2f4f6); white-space: pre-wrap; overflow-wrap: anywhere; }
            a { color: light-dark(#2074b5, #6ab2f2); text-decoration: none; }
            blockquote { margin: 0; padding: 4px 10px; border-left: 3px solid light-dark(#2074b5, #6ab2f2); background: light-dark(#eef5fa, #1f3143); border-radius: 4px; }
            </style>

            """);
        foreach (var part in parts)
        {
            page.Append("<div>").Append(part).Append("</div>\n");
        }

        await Write(path + ".html", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(page.ToString())).AsTask());
        return new SendResult.Sent([.. parts.Select((_, i) => $"{Path.GetFileName(path)}.html#{delivery.PartsSent + i + 1}")]);
    }

    private async Task<SendResult> Email(string path, OutboxRow delivery, Destination destination, OutgoingMessage message)
    {
        if (EmailMessage.Recipient(destination.Address) is not { } to)
        {
            return new SendResult.Refused("This is no email address.", DestinationGone: true);
        }

        using var mail = EmailMessage.Build(delivery, to, message, sender.Mailbox, clock.GetUtcNow());
        await Write(path + ".html", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(message.Html)).AsTask());
        await Write(path + ".eml", stream => mail.WriteToAsync(stream, CancellationToken.None));
        return new SendResult.Sent([Path.GetFileName(path) + ".eml"]);
    }

    /// <summary>Whole or not at all: written beside, then renamed.</summary>
    private static async Task Write(string path, Func<Stream, Task> write)
    {
        var unfinished = path + ".unfinished";
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await write(stream);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
