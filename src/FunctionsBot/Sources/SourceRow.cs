using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>A source as a list brought from elsewhere gives it: nothing is sure, and what it does not say is null.</summary>
/// <param name="Line">Where it stands: the line of a table, the place in an outline, from 1.</param>
public sealed record SourceRow(int Line)
{
    /// <summary>The id it has here, where the list was exported here.</summary>
    public string? Id { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Its address, as written.</summary>
    public string? Address { get; init; }

    /// <summary>What its address leads to, as written.</summary>
    public string? Kind { get; init; }

    /// <summary>Language code, as written.</summary>
    public string? Language { get; init; }

    /// <summary>Country code, as written.</summary>
    public string? Country { get; init; }

    /// <summary>The group it stands in; nested ones are joined by " / ".</summary>
    public string? Folder { get; init; }

    /// <summary>CSS selector of article links.</summary>
    public string? Selector { get; init; }

    /// <summary>Whether polling is stopped; null where the list does not say.</summary>
    public bool? Paused { get; init; }

    /// <summary>Why it cannot be a source, whatever else it says, in words that complete "it …".</summary>
    public string? Unfit { get; init; }

    /// <summary>The row of a source.</summary>
    public static SourceRow Of(Source source, int line) => new(line)
    {
        Id = source.Id,
        Name = source.Name,
        Address = source.Address.AbsoluteUri,
        Kind = KindName(source.Kind),
        Language = source.Language,
        Country = source.Country,
        Folder = source.Folder,
        Selector = source.Selector,
        Paused = source.Paused,
    };

    /// <summary>A kind as lists write it.</summary>
    public static string KindName(SourceKind kind) => kind.ToString().ToLowerInvariant();
}
