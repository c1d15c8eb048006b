using FunctionsBot.Site.Manage;

namespace FunctionsBot.Site;

/// <content>The admin pages. Viewers read, editors change what the bot looks for, owners change who is told.</content>
internal static partial class Routes
{
    private static Route[] Manage =>
    [
        Get("/manage", Dashboard.Show, Access.Viewers),
        Get("/manage/audit", ManageAudit.List, Access.Viewers),
        Get("/manage/settings", ManageSettings.List, Access.Owners),
        Post("/manage/settings/check", ManageSettings.Check, Access.Owners),
        .. Sources,
        .. Watchlists,
        .. Stories,
        .. Audience,
    ];

    private static Route[] Sources =>
    [
        Get("/manage/sources", ManageSources.List, Access.Viewers),
        Get("/manage/sources/new", ManageSources.New, Access.Editors),
        Post("/manage/sources/new", ManageSources.Add, Access.Editors),
        Post("/manage/sources/preview", ManageSources.Preview, Access.Editors),
        Get("/manage/sources/export.opml", SourceFiles.Opml, Access.Viewers),
        Get("/manage/sources/export.csv", SourceFiles.Csv, Access.Viewers),
        .. Import(SourceFiles.Import, Access.Editors),
        Get("/manage/sources/{id}", ManageSources.Edit, Access.Viewers),
        Post("/manage/sources/{id}", ManageSources.Save, Access.Editors),
        Post("/manage/sources/{id}/rollback/{entry}", ManageSources.RollBack, Access.Editors),
        Post("/manage/sources/{id}/pause", ManageSources.Pause, Access.Editors),
        Post("/manage/sources/{id}/poll", ManageSources.Poll, Access.Editors),
        Get("/manage/sources/{id}/delete", ManageSources.AskToDelete, Access.Editors),
        Post("/manage/sources/{id}/delete", ManageSources.Delete, Access.Editors),
    ];

    private static Route[] Watchlists =>
    [
        Get("/manage/watchlists", ManageWatchlists.List, Access.Viewers),
        Get("/manage/watchlists/new", ManageWatchlists.New, Access.Editors),
        Post("/manage/watchlists/new", ManageWatchlists.Add, Access.Editors),
        Post("/manage/watchlists/new/try", ManageWatchlists.TryNew, Access.Editors),
        Get("/manage/watchlists/export.json", WatchlistFiles.Json, Access.Viewers),
        Get("/manage/watchlists/export.csv", WatchlistFiles.Csv, Access.Viewers),
        .. Import(WatchlistFiles.Import, Access.Editors),
        Get("/manage/watchlists/deleted", DeletedWatchlists.List, Access.Viewers),
        Post("/manage/watchlists/deleted/{id}/restore", DeletedWatchlists.Restore, Access.Editors),
        Get("/manage/watchlists/{id}", ManageWatchlists.Edit, Access.Viewers),
        Post("/manage/watchlists/{id}", ManageWatchlists.Save, Access.Editors),
        Post("/manage/watchlists/{id}/try", ManageWatchlists.TryChanged, Access.Editors),
        Post("/manage/watchlists/{id}/rollback/{entry}", ManageWatchlists.RollBack, Access.Editors),
        Get("/manage/watchlists/{id}/clone", ManageWatchlists.Clone, Access.Editors),
        Post("/manage/watchlists/{id}/pause", ManageWatchlists.Pause, Access.Editors),
        Get("/manage/watchlists/{id}/delete", DeletedWatchlists.AskToDelete, Access.Editors),
        Post("/manage/watchlists/{id}/delete", DeletedWatchlists.Delete, Access.Editors),
    ];

    private static Route[] Stories =>
    [
        Get("/manage/stories", StorySearch.List, Access.Viewers),
        Post("/manage/stories/{id}/mute", ManageStories.Mute, Access.Editors),
        Get("/manage/stories/{id}", ManageStories.Show, Access.Viewers),
        Post("/manage/stories/{id}/merge", ManageStories.Merge, Access.Editors),
        Post("/manage/stories/{id}/move", ManageStories.Move, Access.Editors),
        Get("/manage/items", ManageItems.List, Access.Viewers),
        Post("/manage/items/{id}/label", ManageItems.SetLabel, Access.Editors),
    ];

    private static Route[] Audience =>
    [
        Get("/manage/destinations", ManageDestinations.List, Access.Viewers),
        Get("/manage/destinations/new", ManageDestinations.New, Access.Owners),
        Post("/manage/destinations/new", ManageDestinations.Add, Access.Owners),
        Get("/manage/destinations/{id}", ManageDestinations.Edit, Access.Viewers),
        Post("/manage/destinations/{id}", ManageDestinations.Save, Access.Owners),
        Post("/manage/destinations/{id}/rollback/{entry}", ManageDestinations.RollBack, Access.Owners),
        Post("/manage/destinations/{id}/pause", ManageDestinations.Pause, Access.Owners),
        Get("/manage/destinations/{id}/delete", ManageDestinations.AskToDelete, Access.Owners),
        Post("/manage/destinations/{id}/delete", ManageDestinations.Delete, Access.Owners),
        Get("/manage/subscribers", ManageSubscribers.List, Access.Viewers),
        Post("/manage/subscribers/find", ManageSubscribers.Find, Access.Owners),
        Get("/manage/subscribers/export.csv", ManageSubscribers.Export, Access.Owners),
        .. Import(ManageSubscribers.Import, Access.Owners),
        Get("/manage/deliveries", ManageDeliveries.List, Access.Viewers),
        Get("/manage/deliveries/{to}/{id}", ManageDelivery.Show, Access.Viewers),
        Post("/manage/deliveries/retry", ManageDeliveries.Retry, Access.Editors),
        Post("/manage/deliveries/replay", ManageDeliveries.Replay, Access.Editors),
        Post("/manage/deliveries/discard", ManageDeliveries.Discard, Access.Editors),
    ];

    private static Route[] Import<T>(ImportKind<T> kind, Access access) =>
    [
        Get(kind.Path, kind.Ask, access),
        Post(kind.Path, kind.Look, access) with { FileBytes = ImportFile.MostBytes },
        Post($"{kind.Path}/apply", kind.CarryOut, access) with { FileBytes = ImportFile.MostFormBytes },
    ];
}
