using System.Text.Json;

namespace FunctionsBot.Site;

/// <summary>What an admin may do; each may also do what those before may.</summary>
public enum Role
{
    /// <summary>Looks at everything but addresses, and changes nothing.</summary>
    Viewer,

    /// <summary>Edits watchlists, sources and stories, and has what failed tried again.</summary>
    Editor,

    /// <summary>Edits destinations and subscribers too, exports their addresses and erases people.</summary>
    Owner,
}

/// <summary>
/// The roles in the header X-MS-CLIENT-PRINCIPAL, which App Service Authentication sets: JSON in Base64, with the app roles that the tenant's admins
/// gave to somebody as claims. Source: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities and
/// https://learn.microsoft.com/entra/identity-platform/howto-add-app-roles-in-apps
/// </summary>
internal static class Principal
{
    /// <summary>Characters of a header that is read: somebody in 200 groups stays far below.</summary>
    private const int Longest = 64 * 1024;

    private static readonly string[] RoleClaims = ["roles", "role", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    /// <summary>The highest of the roles <c>viewer</c>, <c>editor</c> and <c>owner</c> among the claims; null where none is there or the header cannot be read.</summary>
    public static Role? RoleOf(string? header)
    {
        if (header is not { Length: > 0 and <= Longest })
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            return principal.RootElement.ValueKind == JsonValueKind.Object
                && principal.RootElement.TryGetProperty("claims", out var claims) && claims.ValueKind == JsonValueKind.Array
                    ? claims.EnumerateArray().Select(RoleOf).Max()
                    : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null; // Not what the platform writes: it gives nobody a role.
        }
    }

    private static Role? RoleOf(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Object && RoleClaims.Contains(Text(claim, "typ"))
            ? Text(claim, "val")?.ToUpperInvariant() switch
            {
                "VIEWER" => Role.Viewer,
                "EDITOR" => Role.Editor,
                "OWNER" => Role.Owner,
                _ => null,
            }
            : null;

    private static string? Text(JsonElement claim, string name) =>
        claim.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
