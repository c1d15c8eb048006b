namespace FunctionsBot.Sources;

/// <summary>Links without what only tells where a reader came from.</summary>
public static class LinkCleaner
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Tracking = new HashSet<string>(
        ("fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid igshid igsh mc_cid mc_eid xtor xtref xts xtcr _ga _gl _hsenc _hsmi mkt_tok "
            + "ref_src ref_url cmpid ns_mchannel ns_source ns_campaign ns_linkname ns_fee wt_mc wt.mc_id wt_zmc ocid sr_share smid trk trkcampaign "
            + "echobox share_type feature_share origine_rss rss_source").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The link without tracking parameters, in its query or in its fragment.</summary>
    public static Uri Clean(Uri link)
    {
        // As written: asking for the canonical form would cost more than all the rest.
        var clean = Clean(link.OriginalString);
        return clean.Length < link.OriginalString.Length && Uri.TryCreate(clean, UriKind.Absolute, out var shorter) ? shorter : link;
    }

    /// <summary>The same of a link as it is written, which saves reading it as an address twice.</summary>
    internal static string Clean(string address)
    {
        if (address.AsSpan().IndexOfAny('?', '#') < 0) return address;
        var clean = Clean(address.AsSpan());
        return clean.Length < address.Length ? clean : address;
    }

    /// <summary>The same of a link as it stands in a document.</summary>
    internal static string Clean(ReadOnlySpan<char> address)
    {
        var pathEnd = address.IndexOfAny('?', '#');
        if (pathEnd < 0) return address.ToString();
        var text = new TextBuffer(address.Length);
        text.Append(address[..pathEnd]);
        AppendClean(ref text, address[pathEnd..], identity: false);
        var clean = text.ToString();
        text.Dispose();
        return clean;
    }

    /// <summary>Appends path, query and fragment, as far as they say which page is meant, or which place on it where it is not for identity.</summary>
    internal static void AppendClean(ref TextBuffer to, ReadOnlySpan<char> address, bool identity)
    {
        var hash = address.IndexOf('#');
        var fragment = hash < 0 ? default : address[hash..];
        if (hash >= 0) address = address[..hash];
        var mark = address.IndexOf('?');
        var path = mark < 0 ? address : address[..mark];
        to.Append(identity ? path.TrimEnd('/') : path);
        if (mark >= 0) AppendKept(ref to, address[(mark + 1)..]);
        if (identity ? fragment.StartsWith("#/") || fragment.StartsWith("#!") : IsPlace(fragment)) to.Append(fragment);
    }

    private static void AppendKept(ref TextBuffer to, ReadOnlySpan<char> query)
    {
        var first = true;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (pair.IsEmpty || IsTracking(equals < 0 ? pair : pair[..equals])) continue;
            to.Append(first ? '?' : '&');
            to.Append(pair);
            first = false;
        }
    }

    /// <summary>Whether a fragment leads to a place on the page, and does not only tell where a reader came from.</summary>
    internal static bool IsPlace(ReadOnlySpan<char> fragment) =>
        fragment.Length > 1 && !(fragment.IndexOf('=') is > 1 and var equals && IsTracking(fragment[1..equals]));

    private static bool IsTracking(ReadOnlySpan<char> name)
    {
        // Feeds that escape their ampersands twice leave "amp;utm_source".
        if (name.StartsWith("amp;", StringComparison.OrdinalIgnoreCase)) name = name[4..];
        return HasTrackingPrefix(name) || Tracking.Contains(name);
    }

    private static bool HasTrackingPrefix(ReadOnlySpan<char> name) => name.Length > 2 && char.ToLowerInvariant(name[0]) switch
    {
        'u' => name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase),
        'a' => name.StartsWith("at_", StringComparison.OrdinalIgnoreCase),
        'm' => name.StartsWith("mtm_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("matomo_", StringComparison.OrdinalIgnoreCase),
        'p' => name.StartsWith("pk_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("piwik_", StringComparison.OrdinalIgnoreCase),
        'h' => name.StartsWith("hsa_", StringComparison.OrdinalIgnoreCase),
        'v' => name.StartsWith("vero_", StringComparison.OrdinalIgnoreCase),
        'o' => name.StartsWith("oly_", StringComparison.OrdinalIgnoreCase),
        'g' => name.StartsWith("ga_", StringComparison.OrdinalIgnoreCase),
        'i' => name.StartsWith("itm_", StringComparison.OrdinalIgnoreCase),
        '_' => name.StartsWith("__hs", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
