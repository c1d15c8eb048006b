namespace FunctionsBot.Site;

/// <content>What the admin pages ask beside.</content>
public sealed partial record SiteActions
{
    /// <summary>What would be read at an address, were it a source; it is fetched, and nothing is stored.</summary>
    public required Func<Uri, CancellationToken, Task<SourcePreview>> PreviewSource { get; init; }

    /// <summary>Tries what is set: the store, the Bot API, the mail server. Nobody is sent anything.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<SettingFinding>>> CheckSettings { get; init; }
}
