namespace FunctionsBot.Site.Manage;

/// <summary>One field on which two admins differ.</summary>
/// <param name="Label">The field.</param>
/// <param name="Theirs">As it is stored now.</param>
/// <param name="Yours">As it is in the form.</param>
public sealed record Difference(string Label, string Theirs, string Yours);

/// <summary>A form as it stands on the page: what was typed, what is wrong with it, and what somebody else saved meanwhile.</summary>
/// <param name="Values">By field name; several values are separated by blanks.</param>
/// <param name="Version">The ETag of the row the form was filled from; empty for a new one.</param>
public sealed record Draft(IReadOnlyDictionary<string, string> Values, string Version)
{
    /// <summary>What is wrong, by field name.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the stored version differs from the form; null where nobody else saved.</summary>
    public IReadOnlyList<Difference>? Conflict { get; init; }

    /// <summary>A field's value; empty if there is none.</summary>
    public string this[string field] => Values.GetValueOrDefault(field, "");

    /// <summary>Whether a field with several values has this one.</summary>
    public bool Has(string field, string value) => this[field].Split(' ').Contains(value);

    /// <summary>What is wrong with a field; null if nothing is.</summary>
    public string? Problem(string field) => Problems.GetValueOrDefault(field);

    /// <summary>The form as it was posted.</summary>
    internal static Draft Posted(Visit visit, IEnumerable<string> fields) =>
        new(fields.ToDictionary(f => f, f => string.Join(' ', visit.Fields(f)).Trim()), visit.Field("version"));

    /// <summary>This form, to be saved over what is stored now if its reader still wants to.</summary>
    internal Draft Against(Draft stored, IEnumerable<(string Field, string Label)> labels) => this with
    {
        Version = stored.Version,
        Conflict = [.. labels.Where(l => this[l.Field] != stored[l.Field]).Select(l => new Difference(l.Label, stored[l.Field], this[l.Field]))],
    };
}
