using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using FunctionsBot.Delivery;
using FunctionsBot.Storage;

namespace FunctionsBot.Chat;

/// <summary>What came of an invitation.</summary>
internal enum Invited
{
    /// <summary>The chat is let in.</summary>
    Welcome,

    /// <summary>It is none of ours, or was changed.</summary>
    Unknown,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Another chat has used it.</summary>
    Used,
}

/// <summary>An invitation for one chat.</summary>
/// <param name="Command">What is said in the chat.</param>
/// <param name="Private">Opens a chat of one person with the bot, and says it there.</param>
/// <param name="Group">Adds the bot to a group, and says it there.</param>
/// <param name="Until">When it ends.</param>
internal sealed record ChatInvitation(string Command, Uri Private, Uri Group, DateTimeOffset Until);

/// <summary>
/// Invitations for one chat each, which need no admin when they are used: an expiry, a number that makes each its own, and a signature, as
/// the start parameter of a link (https://core.telegram.org/bots/features#deep-linking: up to 64 of A–Z, a–z, 0–9, _ and -).
/// </summary>
/// <param name="tables">Where a used one is remembered.</param>
/// <param name="key">Signs them.</param>
internal sealed class Invitations(Tables tables, SigningKey key)
{
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private const string Purpose = "invitation";

    /// <summary>Documents by the number of an invitation: who used it, and when.</summary>
    public const string Used = "invitations";

    private const int NumberLength = 8;
    private const int SignedLength = 4 + NumberLength;

    /// <summary>128 bits: as many as a guess needs to be hopeless.</summary>
    private const int SignatureLength = 16;

    /// <summary>A new invitation, 38 characters.</summary>
    public string Make(DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[SignedLength + SignatureLength];
        BinaryPrimitives.WriteUInt32BigEndian(token, (uint)(now + Life).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(token[4..SignedLength]);
        Signature(token[..SignedLength]).CopyTo(token[SignedLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Uses an invitation for a chat; the chat that has used it may do so again.</summary>
    public async Task<Invited> Use(string token, string address, DateTimeOffset now, CancellationToken cancel)
    {
        Span<byte> bytes = stackalloc byte[SignedLength + SignatureLength];
        if (token.Length > 64 || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length
            || !CryptographicOperations.FixedTimeEquals(Signature(bytes[..SignedLength]), bytes[SignedLength..]))
        {
            return Invited.Unknown;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) < now.ToUnixTimeSeconds())
        {
            return Invited.Expired;
        }

        var number = Convert.ToHexStringLower(bytes[4..SignedLength]);
        if (await tables.Documents.Insert(new TableRow(Used, number, JsonSerializer.Serialize(new UsedBy(address, now), StoredJson.Options)), cancel) is not null)
        {
            return Invited.Welcome;
        }

        return await tables.Documents.Get(Used, number, cancel) is { } row && Read(row).Address == address ? Invited.Welcome : Invited.Used;
    }

    /// <summary>When an invitation was used; the beginning of time where that was not noted.</summary>
    public static DateTimeOffset UsedAt(TableRow row) => Read(row).At;

    /// <summary>The address alone was noted before invitations were forgotten in time.</summary>
    private static UsedBy Read(TableRow row) =>
        row.Json.StartsWith('{') ? JsonSerializer.Deserialize<UsedBy>(row.Json, StoredJson.Options)! : new UsedBy(JsonSerializer.Deserialize<string>(row.Json) ?? "", default);

    private byte[] Signature(ReadOnlySpan<byte> signed) => key.Sign(Purpose, Convert.ToHexStringLower(signed))[..SignatureLength];

    private sealed record UsedBy(string Address, DateTimeOffset At);
}
