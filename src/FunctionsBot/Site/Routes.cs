using FunctionsBot.Site.Manage;
using FunctionsBot.Site.Pages;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>What a route asks of those who come.</summary>
internal enum Access
{
    /// <summary>Nothing, but forms must carry the token of the page they came from.</summary>
    Everyone,

    /// <summary>As for everyone, and to be an admin.</summary>
    Admins,

    /// <summary>Programs post here, which have seen no page: the handler itself checks a signature or a secret.</summary>
    Signed,
}

/// <summary>One line of the route table.</summary>
internal sealed record Route(IReadOnlyList<string> Methods, string Pattern, Func<Visit, Task<IResult>> Handle, Access Access);

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
        .. Public,
        Get("/health", Reading.Health),
        Get(Asset.Style.Path, _ => Task.FromResult<IResult>(Asset.Style)),
        Get(Asset.Icon.Path, _ => Task.FromResult<IResult>(Asset.Icon)),
        Get("/signin", SigningIn.Ask),
        Post("/signin", SigningIn.Enter),
        Post("/signout", SigningIn.Leave),
        Post("/telegram/webhook", TelegramWebhook.Receive, Access.Signed),

        Get("/manage", Dashboard.Show, Access.Admins),
        Get("/manage/sources", ManageSources.List, Access.Admins),
        Get("/manage/sources/new", ManageSources.New, Access.Admins),
        Post("/manage/sources/new", ManageSources.Add, Access.Admins),
        Get("/manage/sources/{id}", ManageSources.Edit, Access.Admins),
        Post("/manage/sources/{id}", ManageSources.Save, Access.Admins),
        Post("/manage/sources/{id}/pause", ManageSources.Pause, Access.Admins),
        Post("/manage/sources/{id}/poll", ManageSources.Poll, Access.Admins),
        Get("/manage/sources/{id}/delete", ManageSources.AskToDelete, Access.Admins),
        Post("/manage/sources/{id}/delete", ManageSources.Delete, Access.Admins),
        Get("/manage/stories/{id}", ManageStories.Show, Access.Admins),
        Post("/manage/stories/{id}/merge", ManageStories.Merge, Access.Admins),
        Post("/manage/stories/{id}/move", ManageStories.Move, Access.Admins),
        Get("/manage/watchlists", ManageWatchlists.List, Access.Admins),
        Get("/manage/watchlists/new", ManageWatchlists.New, Access.Admins),
        Post("/manage/watchlists/new", ManageWatchlists.Add, Access.Admins),
        Post("/manage/watchlists/new/try", ManageWatchlists.TryNew, Access.Admins),
        Get("/manage/watchlists/{id}", ManageWatchlists.Edit, Access.Admins),
        Post("/manage/watchlists/{id}/try", ManageWatchlists.TryChanged, Access.Admins),
        Post("/manage/watchlists/{id}", ManageWatchlists.Save, Access.Admins),
        Get("/manage/watchlists/{id}/delete", ManageWatchlists.AskToDelete, Access.Admins),
        Post("/manage/watchlists/{id}/delete", ManageWatchlists.Delete, Access.Admins),
        Get("/manage/destinations", ManageDestinations.List, Access.Admins),
        Get("/manage/destinations/new", ManageDestinations.New, Access.Admins),
        Post("/manage/destinations/new", ManageDestinations.Add, Access.Admins),
        Get("/manage/destinations/{id}", ManageDestinations.Edit, Access.Admins),
        Post("/manage/destinations/{id}", ManageDestinations.Save, Access.Admins),
        Post("/manage/destinations/{id}/pause", ManageDestinations.Pause, Access.Admins),
        Get("/manage/destinations/{id}/delete", ManageDestinations.AskToDelete, Access.Admins),
        Post("/manage/destinations/{id}/delete", ManageDestinations.Delete, Access.Admins),
        Get("/manage/items", ManageItems.List, Access.Admins),
        Post("/manage/items/{id}/label", ManageItems.SetLabel, Access.Admins),
        Get("/manage/deliveries", ManageDeliveries.List, Access.Admins),
        Post("/manage/deliveries/retry", ManageDeliveries.Retry, Access.Admins),
        Post("/manage/deliveries/replay", ManageDeliveries.Replay, Access.Admins),
    ];

    private static Route Get(string pattern, Func<Visit, Task<IResult>> handle, Access access = Access.Everyone) =>
        new([HttpMethods.Get, HttpMethods.Head], pattern, handle, access);

    private static Route Post(string pattern, Func<Visit, Task<IResult>> handle, Access access = Access.Everyone) =>
        new([HttpMethods.Post], pattern, handle, access);
}
