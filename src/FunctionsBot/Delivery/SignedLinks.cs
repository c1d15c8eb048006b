using System.Buffers.Text;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>
/// Links in messages. Those that act carry a token, HMAC-SHA256 over purpose and destination, which does not expire: an
/// unsubscribe link must work as long as the mail that holds it.
/// </summary>
public sealed class SignedLinks
{
    private const string ConfirmPurpose = "confirm";
    private const string UnsubscribePurpose = "unsubscribe";
    private const string PreferencesPurpose = "preferences";
    private const string ViewPurpose = "view";

    private readonly Uri _site;
    private readonly SigningKey _key;

    /// <summary>Links on a site.</summary>
    /// <param name="tables">Where a key is kept if none is set.</param>
    /// <param name="signingKey">The key that is set; null for the one in the store.</param>
    /// <param name="siteUrl">The site's own address.</param>
    public SignedLinks(Tables tables, string? signingKey, Uri siteUrl)
        : this(new SigningKey(tables, signingKey), siteUrl)
    {
    }

    internal SignedLinks(SigningKey key, Uri siteUrl)
    {
        _key = key;
        var address = siteUrl.AbsoluteUri;
        _site = new Uri(address.EndsWith('/') ? address : address + "/");
    }

    /// <summary>Where a subscriber confirms the address.</summary>
    public Uri Confirm(Destination destination) => new(_site, $"confirm?token={Token(ConfirmPurpose, destination.Id)}");

    /// <summary>Where a subscriber, or the mail program on behalf of one (RFC 8058), ends the subscription.</summary>
    public Uri Unsubscribe(Destination destination) => new(_site, $"unsubscribe?token={Token(UnsubscribePurpose, destination.Id)}");

    /// <summary>Where a subscriber changes what is sent.</summary>
    public Uri Preferences(Destination destination) => new(_site, $"preferences?token={Token(PreferencesPurpose, destination.Id)}");

    /// <summary>Where one mail stands as a page.</summary>
    public Uri View(string destinationId, string deliveryId) => new(_site, $"mail?token={Token(ViewPurpose, $"{destinationId}~{deliveryId}")}");

    /// <summary>A story's page.</summary>
    public Uri Story(string id) => new(_site, $"stories/{Uri.EscapeDataString(id)}");

    /// <summary>The destination a confirmation token names; null if it is not one of ours.</summary>
    internal string? Confirmed(string? token) => DestinationOf(ConfirmPurpose, token);

    /// <summary>The destination an unsubscribe token names; null if it is not one of ours.</summary>
    internal string? Unsubscribed(string? token) => DestinationOf(UnsubscribePurpose, token);

    /// <summary>The destination a preferences token names; null if it is not one of ours.</summary>
    internal string? Preferred(string? token) => DestinationOf(PreferencesPurpose, token);

    /// <summary>The mail a view token names; null if it is not one of ours.</summary>
    internal (string DestinationId, string DeliveryId)? Viewed(string? token) =>
        DestinationOf(ViewPurpose, token)?.Split('~') is [var destination, var delivery] ? (destination, delivery) : null;

    private string Token(string purpose, string id) => $"{id}.{Base64Url.EncodeToString(_key.Proof(purpose, id))}";

    private string? DestinationOf(string purpose, string? token)
    {
        if (token is not { Length: > 0 and <= 256 } || token.LastIndexOf('.') is not (> 0 and var dot))
        {
            return null;
        }

        var id = token[..dot];
        var proof = token.AsSpan(dot + 1);
        // Another writing of the same bytes (Base64 leaves unused bits) is no token of ours.
        return Base64Url.IsValid(proof) && Base64Url.DecodeFromChars(proof) is var bytes && Base64Url.EncodeToString(bytes).AsSpan().SequenceEqual(proof)
            && _key.Accepts(purpose, id, bytes) ? id : null;
    }
}
