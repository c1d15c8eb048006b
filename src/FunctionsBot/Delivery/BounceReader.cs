using System.Text.RegularExpressions;
using FunctionsBot.Domain;
using MimeKit;

namespace FunctionsBot.Delivery;

/// <summary>Reads what comes back: delivery status notifications (RFC 3464) and complaints (RFC 5965). Every byte of it may be forged.</summary>
internal static partial class BounceReader
{
    /// <summary>A notification brings the returned mail along; ours stay under 100 KB, and encoding adds a third.</summary>
    public const int ByteLimit = 1024 * 1024;

    private const int LongestReason = 300;

    /// <summary>Headers in which mail servers note the address that a message came in for.</summary>
    private static readonly string[] DeliveredBy = ["Delivered-To", "X-Original-To", "Envelope-To", "To"];

    /// <summary>Reads a message; null where it is neither, or names no address of ours.</summary>
    /// <param name="bytes">The message as it came.</param>
    /// <param name="addresses">Knows which addresses are ours.</param>
    public static Bounce? Read(byte[] bytes, BounceAddress addresses)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using var message = MimeMessage.Load(stream);
            return Read(message, addresses);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IOException or InvalidOperationException)
        {
            // Not a message: nobody's bounce.
            return null;
        }
    }

    private static Bounce? Read(MimeMessage message, BounceAddress addresses)
    {
        if (Parts(message.Body, 0).OfType<MessageFeedbackReport>().FirstOrDefault() is { } complaint)
        {
            var fields = complaint.Fields;
            return Named(message, addresses, fields["Original-Mail-From"]) is { } reader
                ? new Bounce(BounceKind.Complaint, reader, Line(fields["Feedback-Type"] ?? "no reason given"), Original(message))
                : null;
        }

        if (Parts(message.Body, 0).OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status
            || Named(message, addresses, null) is not { } id)
        {
            return null;
        }

        var groups = status.StatusGroups.Where(g => g["Action"] is not null).ToList();
        var failed = groups.FirstOrDefault(g => Is(g, "failed")) ?? groups.FirstOrDefault(g => Is(g, "delayed"));
        return failed is null
            ? null
            : new Bounce(KindOf(failed), id, Line($"{failed["Status"]} {failed["Diagnostic-Code"]}"), Original(message));
    }

    private static bool Is(HeaderList group, string action) => group["Action"]!.Trim().StartsWith(action, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Hard only where the mailbox or its domain does not exist, or is disabled (RFC 3463: 5.1.x and 5.2.1); full mailboxes, sizes and
    /// policies may change.
    /// </summary>
    private static BounceKind KindOf(HeaderList group) =>
        Is(group, "failed") && Gone().IsMatch(group["Status"] ?? "") ? BounceKind.Hard : BounceKind.Soft;

    /// <summary>Whom it is about: the envelope's sender stands in what delivered it here, and in the returned mail's own headers.</summary>
    private static string? Named(MimeMessage message, BounceAddress addresses, string? told)
    {
        var where = DeliveredBy.Select(h => message.Headers[h])
            .Concat(Returned(message).Select(h => h["Return-Path"]))
            .Prepend(told);
        return where.OfType<string>().SelectMany(h => Addresses().Matches(h.Length > 2000 ? h[..2000] : h).Select(m => m.Value))
            .Select(addresses.Destination)
            .FirstOrDefault(id => id is not null);
    }

    private static string? Original(MimeMessage message) =>
        Returned(message).Select(h => h["Message-ID"]?.Trim().Trim('<', '>')).FirstOrDefault(id => id is { Length: > 0 });

    /// <summary>Headers of the mail that came back, whole or headers only.</summary>
    private static IEnumerable<HeaderList> Returned(MimeMessage message)
    {
        foreach (var part in Parts(message.Body, 0))
        {
            if (part is MessagePart { Message: { } whole })
            {
                yield return whole.Headers;
            }
            else if (part is TextRfc822Headers { Message: { } headers })
            {
                yield return headers.Headers;
            }
        }
    }

    /// <summary>The parts of a report; those within the returned mail are not its own.</summary>
    private static IEnumerable<MimeEntity> Parts(MimeEntity? entity, int depth) => entity switch
    {
        null => [],
        Multipart multipart when depth < 4 => multipart.SelectMany(p => Parts(p, depth + 1)),
        _ => [entity],
    };

    /// <summary>One line of text that is not ours, of bounded length.</summary>
    public static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }

    [GeneratedRegex(@"^\s*5\.(1\.\d{1,3}|2\.1)\b")]
    private static partial Regex Gone();

    [GeneratedRegex(@"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,255}")]
    private static partial Regex Addresses();
}
