using System.Globalization;
using FunctionsBot.Domain;
using Microsoft.AspNetCore.Components;

namespace FunctionsBot.Site;

/// <summary>What every page needs to know of the request it answers.</summary>
public sealed record View
{
    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The page's own heading.</summary>
    public required string Title { get; init; }

    /// <summary>The heading's language where it is not the page's: a story's title keeps its own.</summary>
    public string? TitleLanguage { get; init; }

    /// <summary>Path of the request, to mark where one is.</summary>
    public required string Path { get; init; }

    /// <summary>Where the same page is in the other language.</summary>
    public required string OtherLanguage { get; init; }

    /// <summary>The signed-in admin; null for everyone else.</summary>
    public required string? Admin { get; init; }

    /// <summary>What the admin may do; null for everyone else.</summary>
    public Role? Role { get; init; }

    /// <summary>The moment the page was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What to say of the action before, if anything.</summary>
    public string? Done { get; init; }

    /// <summary>Makes the hidden field against forged forms: name and value.</summary>
    public required Func<(string Name, string Value)> FormToken { get; init; }

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture => Languages.Culture(Language);
}

/// <summary>A page: everything in it is text in the reader's language, or encoded data.</summary>
public abstract class SitePage : ComponentBase
{
    /// <summary>The request it answers.</summary>
    [CascadingParameter]
    public View View { get; set; } = null!;

    internal string T(Text text) => text.In(View.Language);

    /// <summary>Whether the reader's role allows what needs this one: what cannot be done is not offered.</summary>
    internal bool Can(Role role) => View.Role >= role;

    internal string T(Text text, params object?[] values) => string.Format(View.Culture, text.In(View.Language), values);

    /// <summary>Why something could not be read or sent.</summary>
    internal string Told(string reason) => Reasons.In(View.Language, reason);

    internal string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy", View.Culture);

    internal string Day(DateOnly day) => day.ToString("d MMMM yyyy", View.Culture);

    internal string Moment(DateTimeOffset? moment) =>
        moment is { } m ? m.UtcDateTime.ToString("d MMM yyyy HH:mm", View.Culture) + " UTC" : T(Words.Never);

    internal string Share(double share) => share.ToString("P0", View.Culture);
}
