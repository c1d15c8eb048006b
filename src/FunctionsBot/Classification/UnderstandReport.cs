using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>Writes what was understood of an item as one line of JSON, for programs and for scoring.</summary>
public static class UnderstandReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // The lines go to files and consoles, not into pages: French stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// <c>{"id", "relevant", "score", "kind", "topics", "why", "evidence", "events", "deadlines", "amounts", …}</c>. A date of which only the
    /// month is known is written as <c>2025-02</c>.
    /// </summary>
    public static string Line(string id, Verdict verdict, ItemFacts facts) => JsonSerializer.Serialize(
        new
        {
            id,
            relevant = verdict.Relevant,
            score = verdict.Score,
            kind = Kinds.CommonName(verdict.Kind),
            topics = verdict.Topics,
            why = verdict.Why,
            judged_by = verdict.Model,
            evidence = verdict.Evidence.Select(e => new { label = e.Label, start = e.Start, text = e.Text }),
            events = facts.Dates.Where(d => d.Kind is not DatedKind.Deadline).Select(d => new
            {
                name = d.Name,
                date_start = Date(d.Start, d.Imprecise),
                date_end = d.End is { } end ? Date(end, d.Imprecise) : null,
                place = d.Place,
                past = d.Kind is DatedKind.Happened,
                sentence = d.Sentence,
            }),
            deadlines = facts.Dates.Where(d => d.Kind is DatedKind.Deadline).Select(d => new { name = d.Name, date = Date(d.Start, d.Imprecise), sentence = d.Sentence }),
            letters = facts.Letters.Select(l => new
            {
                title = l.Title,
                published = l.Published is { } day ? Date(day, false) : null,
                addressees = l.Addressees,
                signatory_counts = l.SignatoryCounts.Select(c => c.Value),
                signatories = l.Signatories,
                demands = l.Demands,
                link = l.Link,
            }),
            counts = facts.Counts.Select(c => new { value = c.Value, of = c.Of, about = c.About, text = c.Text }),
            amounts = facts.Amounts.Select(a => new { value = a.Value, currency = a.Currency, text = a.Text }),
            references = facts.References.Select(r => r.Reference),
            organisations = facts.Organisations,
            people = facts.People,
            open_model = facts.OpenModel is not { } model ? null : new
            {
                finding = model.Finding,
                model = model.Model,
                claim = model.Claim,
                licence = model.Licence,
                licence_restricts = model.LicenceRestricts,
                weights = Said(model.Weights),
                code = Said(model.Code),
                training_data = Said(model.TrainingData),
                openness_class = model.OpennessClass,
                names_all_the_definition_asks = model.NamesAllTheDefinitionAsks,
            },
            models = facts.Models.Select(m => new { name = m.Name, claim = m.Claim }),
            conflicts = facts.Conflicts,
        },
        Json);

    private static string Said(Disclosure part) => part switch
    {
        Disclosure.Offered => "offered",
        Disclosure.Withheld => "withheld",
        _ => "not_named",
    };

    private static string Date(DateOnly date, bool imprecise) => date.ToString(imprecise ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
