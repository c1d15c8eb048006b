namespace FunctionsBot.Digests;

/// <summary>The site's addresses that messages link to.</summary>
internal static class SitePages
{
    public static Uri Story(Uri site, string storyId) => Under(site, $"stories/{Uri.EscapeDataString(storyId)}");

    public static Uri Stories(Uri site) => Under(site, "stories");

    public static Uri Deliveries(Uri site) => Under(site, "manage/deliveries");

    public static Uri Destinations(Uri site) => Under(site, "manage/destinations");

    public static Uri Sources(Uri site) => Under(site, "manage/sources");

    // A site may live under a path, which a relative address would otherwise replace.
    private static Uri Under(Uri site, string path) => new($"{site.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
