using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Delivery;

/// <summary>What comes back, by whichever way: a mailbox, or a mail service that posts it.</summary>
public sealed class BounceInbox
{
    /// <summary>Bytes that one post may have.</summary>
    public const int BodyLimit = BounceReader.ByteLimit;

    /// <summary>Bounces that one post may tell of.</summary>
    private const int MostAtOnce = 1000;

    private readonly Outbox _outbox;
    private readonly BounceAddress? _addresses;
    private readonly BounceMailbox? _mailbox;
    private readonly byte[]? _secret;

    internal BounceInbox(Outbox outbox, BounceAddress? addresses, BounceMailboxSettings? mailbox, string? webhookSecret)
    {
        (_outbox, _addresses) = (outbox, addresses);
        _mailbox = mailbox is not null && addresses is not null ? new BounceMailbox(mailbox, addresses) : null;
        _secret = webhookSecret is null ? null : Encoding.UTF8.GetBytes(webhookSecret);
    }

    /// <summary>Reads and empties the mailbox of bounces, where there is one.</summary>
    /// <returns>How many messages were in it.</returns>
    /// <exception cref="IOException">It cannot be read; what was read before is taken note of.</exception>
    public Task<int> ReadMailbox(CancellationToken cancel) =>
        _mailbox?.Read(bounce => _outbox.Take(bounce, cancel), cancel) ?? Task.FromResult(0);

    /// <summary>Whether a post is signed as it should be: <c>sha256=</c> and the HMAC-SHA256 of its body in hexadecimal digits.</summary>
    public bool IsSigned(byte[] body, string? signature) =>
        _secret is not null && signature is { Length: <= 128 }
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body))}"),
            Encoding.UTF8.GetBytes(signature.ToLowerInvariant()));

    /// <summary>
    /// Takes a post: a message as it came back (<c>message/…</c>), or JSON, one object or a list of them, with <c>to</c> (the envelope's sender
    /// that the mail had), <c>kind</c> (<c>hard</c>, <c>soft</c> or <c>complaint</c>) and, if known, <c>reason</c> and <c>messageId</c>.
    /// </summary>
    /// <returns>How many bounces were in it; null where it is neither.</returns>
    public async Task<int?> Take(string? mediaType, byte[] body, CancellationToken cancel)
    {
        if (_addresses is null)
        {
            return 0;
        }

        var told = mediaType?.StartsWith("message/", StringComparison.OrdinalIgnoreCase) == true
            ? BounceReader.Read(body, _addresses) is { } one ? [one] : []
            : Listed(body, _addresses);
        foreach (var bounce in told ?? [])
        {
            await _outbox.Take(bounce, cancel);
        }

        return told?.Count;
    }

    private static List<Bounce>? Listed(byte[] body, BounceAddress addresses)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement[] all = json.RootElement.ValueKind == JsonValueKind.Array ? [.. json.RootElement.EnumerateArray().Take(MostAtOnce)] : [json.RootElement];
            return [.. all.Select(e => Read(e, addresses)).OfType<Bounce>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Bounce? Read(JsonElement told, BounceAddress addresses) =>
        told.ValueKind == JsonValueKind.Object
        && addresses.Destination(Text(told, "to")) is { } id
        && Enum.TryParse<BounceKind>(Text(told, "kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? new Bounce(kind, id, Text(told, "reason") is { Length: > 0 } reason ? BounceReader.Line(reason) : "no reason given", Text(told, "messageId")?.Trim('<', '>'))
            : null;

    private static string? Text(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
