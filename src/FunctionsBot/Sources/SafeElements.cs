namespace FunctionsBot.Sources;

/// <summary>The elements and attributes that articles are written with, and nothing that runs, embeds, asks or draws over the page.</summary>
internal static class SafeElements
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Elements = Names(
        "a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
            + "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li main mark ol p picture pre q rp rt ruby s samp section small source span strike "
            + "strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Void = Names("br col hr img source wbr");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Hidden = Names("script style applet svg template");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = Names(
        "alt title width height colspan rowspan datetime lang dir start type value scope align abbr headers controls open reversed");

    /// <summary>The name as it is to be written; null where it is not allowed.</summary>
    public static string? Allowed(ReadOnlySpan<char> name) => Elements.TryGetValue(name, out var element) ? element : null;

    /// <summary>It has no end tag.</summary>
    public static bool IsVoid(string element) => Void.Set.Contains(element);

    /// <summary>Its inside is not for readers.</summary>
    public static bool IsHidden(ReadOnlySpan<char> name) => Hidden.Contains(name);

    /// <summary>The attribute as it is to be written; null where it is not allowed there.</summary>
    public static string? AllowedAttribute(string element, ReadOnlySpan<char> key, out bool isAddress)
    {
        Span<char> lower = stackalloc char[12];
        key.ToLowerInvariant(lower);
        ReadOnlySpan<char> name = lower[..key.Length];
        isAddress = name is "href" or "src" or "cite" or "poster";
        return name switch
        {
            "href" when element is "a" => "href",
            "src" when element is "img" or "audio" or "video" or "source" => "src",
            "cite" when element is "blockquote" or "q" or "del" or "ins" => "cite",
            "poster" when element is "video" => "poster",
            _ => !isAddress && Attributes.TryGetValue(name, out var plain) ? plain : null,
        };
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string names) =>
        new HashSet<string>(names.Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
