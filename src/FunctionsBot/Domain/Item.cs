namespace FunctionsBot.Domain;

/// <summary>Whether a page gives its whole text.</summary>
public enum PaywallKind
{
    /// <summary>The whole text is there.</summary>
    Free,

    /// <summary>A beginning, and a mark saying that the rest is for subscribers.</summary>
    Metered,

    /// <summary>No more than a lead.</summary>
    Closed,
}

/// <summary>What a page says of its paywall.</summary>
/// <param name="Kind">How much is there.</param>
/// <param name="ShareLeft">Share of the article left to read, 0 to 1, where the page states it.</param>
/// <param name="Evidence">The words that say so.</param>
public sealed record Paywall(PaywallKind Kind, double? ShareLeft = null, string? Evidence = null)
{
    /// <summary>The whole text is there.</summary>
    public static Paywall None { get; } = new(PaywallKind.Free);
}

/// <summary>Whose text this is, where the page says that it is somebody else's.</summary>
/// <param name="Name">The original publisher or agency, such as <c>Le Monde</c> or <c>AFP</c>.</param>
/// <param name="Evidence">The words or markup that say so.</param>
/// <param name="Link">The original, where a link is given.</param>
public sealed record Attribution(string Name, string Evidence, Uri? Link = null)
{
    /// <summary>Told only by a publisher's usual wording, not said outright.</summary>
    public bool Weak { get; init; }
}

/// <summary>What sort of page was read.</summary>
public enum PageType
{
    /// <summary>An article, press release or post.</summary>
    Article,

    /// <summary>A list of articles.</summary>
    Listing,

    /// <summary>A letter with those who signed it.</summary>
    Letter,

    /// <summary>An event's own page.</summary>
    Event,

    /// <summary>A video with hardly any text.</summary>
    Video,

    /// <summary>An error page served with status 200.</summary>
    Error,

    /// <summary>Nothing but a consent wall.</summary>
    ConsentWall,
}

/// <summary>An entry that was read: the article and nothing but the article.</summary>
/// <param name="Link">Where it was read.</param>
/// <param name="Title">Without the site's name; never empty.</param>
/// <param name="Text">Plain paragraphs separated by one blank line; never markup.</param>
/// <param name="Language">Two-letter ISO 639-1 code.</param>
public sealed record Item(Uri Link, string Title, string Text, string Language)
{
    /// <summary>The address the page itself calls the true one.</summary>
    public Uri? Canonical { get; init; }

    /// <summary>The site's name.</summary>
    public string? Site { get; init; }

    /// <summary>Standfirst or description.</summary>
    public string? Lead { get; init; }

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>First published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Last changed.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Lead image.</summary>
    public Uri? Image { get; init; }

    /// <summary>What can be read without paying.</summary>
    public Paywall Paywall { get; init; } = Paywall.None;

    /// <summary>Whose text it is, if somebody else's.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>What sort of page it is.</summary>
    public PageType PageType { get; init; }

    /// <summary>What kept the page from being read whole, in one sentence.</summary>
    public string? Problem { get; init; }
}
