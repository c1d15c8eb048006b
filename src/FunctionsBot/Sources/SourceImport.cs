using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>What became of a row.</summary>
public enum ImportOutcome
{
    /// <summary>A new source.</summary>
    Added,

    /// <summary>A source that was there, with something changed.</summary>
    Updated,

    /// <summary>A source that was there just so.</summary>
    Unchanged,

    /// <summary>No source could be made of it.</summary>
    Skipped,
}

/// <summary>What became of a row, and why.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">What changed, or why it was skipped, as a sentence; empty where there is nothing to say.</param>
/// <param name="Source">The source to store; null where there is nothing to store.</param>
public sealed record ImportedRow(SourceRow Row, ImportOutcome Outcome, string Reason, Source? Source = null)
{
    /// <summary>Why it was skipped, in French.</summary>
    public string ReasonFr { get; init; } = "";
}

/// <summary>
/// Makes sources of a list's rows, beside those that are there. A source is known by its id, else by its address; what the list does not say stays
/// as it is. Importing the same list again changes nothing.
/// </summary>
public sealed class SourceImport
{
    private readonly Func<Uri, string?> refusal;
    private readonly string language;
    private readonly Dictionary<string, Source> byId = [];
    private readonly Dictionary<string, string> idOf = [];
    private readonly Dictionary<string, int> lineOf = [];
    private readonly HashSet<string> taken = [];

    private static string KindNames => string.Join(", ", Enum.GetValues<SourceKind>().Select(SourceRow.KindName));

    private SourceImport(Func<Uri, string?> refusal, string language) => (this.refusal, this.language) = (refusal, language);

    /// <summary>What becomes of each row, in their order. Nothing is stored.</summary>
    /// <param name="rows">The list.</param>
    /// <param name="existing">The sources that are there.</param>
    /// <param name="refusal">Why an address may not be polled, in words that complete "it …"; null where it may.</param>
    /// <param name="language">Two-letter code of new sources whose list names none.</param>
    public static IReadOnlyList<ImportedRow> Plan(IEnumerable<SourceRow> rows, IEnumerable<Source> existing, Func<Uri, string?> refusal, string language)
    {
        var import = new SourceImport(refusal, language);
        foreach (var source in existing) import.Keep(source);
        return [.. rows.Select(import.Take)];
    }

    private void Keep(Source source)
    {
        byId[source.Id] = source;
        idOf[Same(source.Address)] = source.Id;
    }

    private ImportedRow Take(SourceRow row)
    {
        if (row.Unfit is { } unfit) return Skipped(row, $"It {unfit}.", $"Ce n’est pas une source : « it {unfit} ».");
        if (row.Address is not { } written) return Skipped(row, "It has no address.", "L’adresse manque.");
        if (!Uri.TryCreate(written, UriKind.Absolute, out var address)) return Skipped(row, $"Its address \"{Short(written)}\" is not whole: begin it with https://.", $"L’adresse « {Short(written)} » n’est pas complète : commencez-la par https://.");
        if (refusal(address) is { } words) return Skipped(row, $"Its address {Short(written)} is not polled: it {words}.", $"L’adresse {Short(written)} ne peut être interrogée : « it {words} ».");
        if (lineOf.TryGetValue(Same(address), out var line)) return Skipped(row, $"Its address stands in line {line} already.", $"L’adresse est déjà à la ligne {line}.");
        if (Kind(row.Kind) is not { } kind) return Skipped(row, $"Its kind \"{Short(row.Kind!)}\" is none of {KindNames}.", $"Le type « {Short(row.Kind!)} » n’est aucun de {KindNames}.");
        if (row.Language is { } code && Language(code) is null) return Skipped(row, $"Its language \"{Short(code)}\" is no two-letter code such as fr.", $"La langue « {Short(code)} » n’est pas un code à deux lettres comme fr.");
        lineOf[Same(address)] = row.Line;
        var known = row.Id is { } id && byId.TryGetValue(id, out var named) ? named
            : idOf.TryGetValue(Same(address), out var there) ? byId[there]
            : null;
        if (known is not null && !taken.Add(known.Id)) return Skipped(row, $"It is the source \"{known.Id}\", which stands in a line before already.", $"C’est la source « {known.Id} », qui est déjà à une ligne précédente.");
        return known is null ? Add(row, address, kind) : Change(row, known, address, kind);
    }

    private ImportedRow Add(SourceRow row, Uri address, SourceKind kind)
    {
        var name = Cut(row.Name ?? address.IdnHost, 120);
        var source = new Source(FreeId(row.Id, name), name, address, kind, Language(row.Language) ?? language)
        {
            Country = Country(row.Country),
            Folder = Cut(row.Folder, 200),
            Selector = Cut(row.Selector, 1000),
            Paused = row.Paused ?? false,
        };
        taken.Add(source.Id);
        Keep(source);
        return new(row, ImportOutcome.Added, "", source);
    }

    private ImportedRow Change(SourceRow row, Source known, Uri address, SourceKind kind)
    {
        var changed = known with
        {
            Name = Cut(row.Name, 120) ?? known.Name,
            // "http" and "https", with and without a last slash, are one place: what works is left as it is.
            Address = Same(address) == Same(known.Address) ? known.Address : address,
            Kind = row.Kind is null ? known.Kind : kind,
            Language = Language(row.Language) ?? known.Language,
            Country = Country(row.Country) ?? known.Country,
            Folder = Cut(row.Folder, 200) ?? known.Folder,
            Selector = Cut(row.Selector, 1000) ?? known.Selector,
            Paused = row.Paused ?? known.Paused,
        };
        if (changed == known) return new(row, ImportOutcome.Unchanged, "");
        Keep(changed);
        return new(row, ImportOutcome.Updated, $"Changed: {string.Join(", ", Differences(known, changed))}.", changed);
    }

    private static IEnumerable<string> Differences(Source before, Source after)
    {
        if (before.Name != after.Name) yield return "name";
        if (before.Address != after.Address) yield return "address";
        if (before.Kind != after.Kind) yield return "kind";
        if (before.Language != after.Language) yield return "language";
        if (before.Country != after.Country) yield return "country";
        if (before.Folder != after.Folder) yield return "folder";
        if (before.Selector != after.Selector) yield return "selector";
        if (before.Paused != after.Paused) yield return "paused";
    }

    private static ImportedRow Skipped(SourceRow row, string reason, string reasonFr) => new(row, ImportOutcome.Skipped, reason) { ReasonFr = reasonFr };

    private static SourceKind? Kind(string? written) => written switch
    {
        null or "rss" or "atom" => SourceKind.Feed,
        _ when !char.IsAsciiDigit(written[0]) && Enum.TryParse<SourceKind>(written, ignoreCase: true, out var kind) && Enum.IsDefined(kind) => kind,
        _ => null,
    };

    /// <summary>"fr-FR" is French.</summary>
    private static string? Language(string? written)
    {
        var code = written?.Split('-', '_')[0].ToLowerInvariant();
        return code is { Length: 2 } && code.All(char.IsAsciiLetterLower) ? code : null;
    }

    private static string? Country(string? written) =>
        written is { Length: 2 or 3 } && written.All(char.IsAsciiLetter) ? written.ToUpperInvariant() : null;

    /// <summary>An address as a place: without scheme, "www." and last slash.</summary>
    private static string Same(Uri address)
    {
        var text = address.AbsoluteUri.AsSpan(address.Scheme.Length + 3).TrimEnd('/');
        return (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? text[4..] : text).ToString();
    }

    private string FreeId(string? wished, string name)
    {
        var id = IsId(wished) ? wished! : Slug(name);
        for (var (free, n) = (id, 2); ; free = $"{id[..Math.Min(id.Length, 58)]}-{n++}")
        {
            if (!byId.ContainsKey(free)) return free;
        }
    }

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Lower-case letters, digits and dashes, at most 58.</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark) slug.Append('-');
            if (slug.Length == 58) break;
        }

        var id = slug.ToString().Trim('-');
        return id.Length > 0 ? id : "source";
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)].TrimEnd();
    }

    private static string Short(string text) => Cut(text, 100) is { } cut && cut.Length < text.Length ? $"{cut}…" : text;
}
