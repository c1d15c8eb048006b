using FunctionsBot.Delivery;
using FunctionsBot.Site.Pages;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>What a route asks of those who come.</summary>
internal enum Access
{
    /// <summary>Nothing, but forms must carry the token of the page they came from.</summary>
    Everyone,

    /// <summary>As for everyone, and to be an admin of any role.</summary>
    Viewers,

    /// <summary>As for everyone, and to be an editor or owner.</summary>
    Editors,

    /// <summary>As for everyone, and to be an owner.</summary>
    Owners,

    /// <summary>Programs post here, which have seen no page: the handler itself checks a signature or a secret.</summary>
    Signed,
}

/// <summary>One line of the route table.</summary>
internal sealed record Route(IReadOnlyList<string> Methods, string Pattern, Func<Visit, Task<IResult>> Handle, Access Access)
{
    /// <summary>The role it asks for; null where it is not for admins only.</summary>
    public Role? Role => Access switch
    {
        Access.Viewers => Site.Role.Viewer,
        Access.Editors => Site.Role.Editor,
        Access.Owners => Site.Role.Owner,
        _ => null,
    };

    /// <summary>Bytes of a file that its form may carry; 0 where it takes none.</summary>
    public int FileBytes { get; init; }
}

/// <summary>Every address of the site.</summary>
internal static partial class Routes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Get("/", Reading.Home),
        Get("/stories", Reading.Stories),
        Get("/stories/{id}", Reading.Story),
        Get("/subscribe", Subscribing.Form),
        Post("/subscribe", Subscribing.Subscribe),
        Get("/confirm", Subscribing.AskToConfirm),
        Post("/confirm", Subscribing.Confirm),
        Get("/unsubscribe", Subscribing.AskToUnsubscribe),
        Post("/unsubscribe", Subscribing.Unsubscribe, Access.Signed),
        Get("/preferences", Preferences.Form),
        Post("/preferences", Preferences.Save),
        Post("/preferences/pause", Preferences.Pause),
        Get("/mail", MailPages.Show),
        .. Public,
        Get("/health", Reading.Health),
        Get(Asset.Style.Path, _ => Task.FromResult<IResult>(Asset.Style)),
        Get(Asset.Icon.Path, _ => Task.FromResult<IResult>(Asset.Icon)),
        Get("/signin", SigningIn.Ask),
        Post("/signin", SigningIn.Enter),
        Post("/signout", SigningIn.Leave),
        Post("/bounces", BounceWebhook.Receive, Access.Signed) with { FileBytes = BounceInbox.BodyLimit },
        Post("/telegram/webhook", TelegramWebhook.Receive, Access.Signed),
        .. Manage,
    ];

    private static Route Get(string pattern, Func<Visit, Task<IResult>> handle, Access access = Access.Everyone) =>
        new([HttpMethods.Get, HttpMethods.Head], pattern, handle, access);

    private static Route Post(string pattern, Func<Visit, Task<IResult>> handle, Access access = Access.Everyone) =>
        new([HttpMethods.Post], pattern, handle, access);
}
