using System.Text;

namespace FunctionsBot.Sources;

/// <summary>Links without what only tells where a reader came from.</summary>
public static class LinkCleaner
{
    private static readonly string[] TrackingPrefixes = ["utm_", "at_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "vero_", "oly_", "__hs", "ga_", "itm_"];

    private static readonly HashSet<string> Tracking = new(
        ("fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid igshid igsh mc_cid mc_eid xtor xtref xts xtcr _ga _gl _hsenc _hsmi mkt_tok "
            + "ref_src ref_url cmpid ns_mchannel ns_source ns_campaign ns_linkname ns_fee wt_mc wt.mc_id wt_zmc ocid sr_share smid trk trkcampaign "
            + "echobox share_type feature_share origine_rss rss_source").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The link without tracking parameters, and without its fragment unless that is a route (<c>#!/</c>, <c>#/</c>).</summary>
    public static Uri Clean(Uri link)
    {
        if (link.Query.Length == 0 && link.Fragment.Length == 0) return link;
        var builder = new UriBuilder(link) { Query = Kept(link.Query) };
        var fragment = link.Fragment;
        if (!fragment.StartsWith("#/", StringComparison.Ordinal) && !fragment.StartsWith("#!", StringComparison.Ordinal)) builder.Fragment = "";
        if (link.IsDefaultPort) builder.Port = -1;
        return builder.Uri;
    }

    private static string Kept(string query)
    {
        if (query.Length < 2) return "";
        var kept = new StringBuilder(query.Length);
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var pair = query.AsSpan(1)[range];
            var equals = pair.IndexOf('=');
            if (pair.IsEmpty || IsTracking(equals < 0 ? pair : pair[..equals])) continue;
            if (kept.Length > 0) kept.Append('&');
            kept.Append(pair);
        }

        return kept.ToString();
    }

    private static bool IsTracking(ReadOnlySpan<char> name)
    {
        // Feeds that escape their ampersands twice leave "amp;utm_source".
        if (name.StartsWith("amp;", StringComparison.OrdinalIgnoreCase)) name = name[4..];
        foreach (var prefix in TrackingPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return Tracking.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }
}
