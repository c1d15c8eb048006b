using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>How a request stands to the admin pages.</summary>
internal abstract record Entrance
{
    private Entrance()
    {
    }

    /// <summary>An admin, and what the role allows.</summary>
    internal sealed record Admin(string Name, Role Role) : Entrance;

    /// <summary>Signed in with Microsoft Entra, but neither in the list of admins nor given a role.</summary>
    internal sealed record Stranger(string Name) : Entrance;

    /// <summary>Not signed in; <paramref name="SignInPath"/> is where one can.</summary>
    internal sealed record Nobody(string? SignInPath) : Entrance;
}

/// <summary>
/// Decides who is an admin, and of which role: whoever is in the setting Admins is an owner, others are what their app role says. In Azure, App Service Authentication removes the headers it owns from what a client sends and sets them
/// itself; anywhere else they are a stranger's words, so they count only where the platform's own variables say that it stands in front.
/// Source: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
/// </summary>
internal sealed class AdminGate(Settings settings, SignIn signIn, Func<string, string?> environment)
{
    private const string NameHeader = "X-MS-CLIENT-PRINCIPAL-NAME";
    private const string ProviderHeader = "X-MS-CLIENT-PRINCIPAL-IDP";
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    // Another provider's user names are chosen by their owners and could look like an admin's.
    private const string Entra = "aad";

    private readonly bool _guarded =
        !string.IsNullOrEmpty(environment("WEBSITE_SITE_NAME"))
        && string.Equals(environment("WEBSITE_AUTH_ENABLED"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A variable of the process; null where there is none.</summary>
    public string? Environment(string name) => environment(name);

    public Entrance Enter(HttpContext context)
    {
        if (signIn.IsSignedIn(context))
        {
            return new Entrance.Admin("console", Role.Owner);
        }

        if (!_guarded)
        {
            return new Entrance.Nobody(null);
        }

        var headers = context.Request.Headers;
        return headers[NameHeader] is [{ Length: > 0 } name] && headers[ProviderHeader] is [Entra]
            ? (IsAdmin(name) ? Role.Owner : Principal.RoleOf(headers[PrincipalHeader])) is { } role ? new Entrance.Admin(name, role) : new Entrance.Stranger(name)
            : new Entrance.Nobody("/.auth/login/aad?post_login_redirect_uri=%2Fmanage");
    }

    private bool IsAdmin(string name)
    {
        var given = Encoding.UTF8.GetBytes(name.ToUpperInvariant());
        var found = false;
        foreach (var admin in settings.Admins)
        {
            found |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(admin.ToUpperInvariant()), given);
        }

        return found;
    }
}
