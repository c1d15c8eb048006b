using FunctionsBot.Storage;

namespace FunctionsBot.Delivery;

/// <summary>The keys of links that are kept in the store.</summary>
public static class SigningKeys
{
    /// <summary>Makes a new key, which signs from the next start of each host; what those before signed is still accepted.</summary>
    /// <returns>How many keys there are now.</returns>
    public static Task<int> Rotate(Tables tables, CancellationToken cancel) => SigningKey.Rotate(tables, cancel);
}
