using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace FunctionsBot.Delivery;

/// <summary>
/// The envelope's sender, another for each subscriber (variable envelope return path, https://cr.yp.to/proto/verp.txt): what comes back to
/// it names the subscriber, whoever wrote it, and a signature keeps strangers from naming one.
/// </summary>
internal sealed class BounceAddress
{
    /// <summary>Longest local part: RFC 5321 §4.5.3.1.1.</summary>
    private const int LongestLocal = 64;

    private const int SignatureBytes = 8;
    private readonly MailboxAddress _base;
    private readonly SigningKey _key;

    /// <param name="address">Such as <c>bounces@monitor.example</c>; its server must take <c>bounces+…@</c> too (RFC 5233).</param>
    /// <param name="key">Signs.</param>
    public BounceAddress(string address, SigningKey key)
    {
        _base = EmailMessage.Recipient(address) ?? throw new FormatException($"\"{address}\" is no email address.");
        _key = key;
    }

    /// <summary>The envelope's sender for mail to a destination; the plain address where its id is too long for one.</summary>
    public MailboxAddress For(string destinationId)
    {
        var local = $"{_base.LocalPart}+{destinationId}-{Signature(destinationId)}";
        return local.Length <= LongestLocal && destinationId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? new MailboxAddress("", $"{local}@{_base.Domain}")
            : _base;
    }

    /// <summary>The destination an address names; null where it is not one we made.</summary>
    public string? Destination(string? address)
    {
        var local = address?.Split('@')[0];
        if (local is null || local.Length > LongestLocal || !local.StartsWith(_base.LocalPart + "+", StringComparison.OrdinalIgnoreCase)
            || local.LastIndexOf('-') is not (> 0 and var dash) || dash <= _base.LocalPart.Length + 1)
        {
            return null;
        }

        // Servers on the way may change the case of an address; our ids have none.
        var id = local[(_base.LocalPart.Length + 1)..dash].ToLowerInvariant();
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Signature(id)), Encoding.UTF8.GetBytes(local[(dash + 1)..].ToLowerInvariant())) ? id : null;
    }

    private string Signature(string id) => Convert.ToHexStringLower(_key.Sign("bounce", id).AsSpan(0, SignatureBytes));
}
