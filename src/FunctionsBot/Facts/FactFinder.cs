using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds the facts people act on in an item's title and text, in French and English.</summary>
public static class FactFinder
{
    /// <summary>
    /// Every fact with its sentence. Dates without a year are those nearest to the item's publication, or to
    /// <paramref name="seen"/> where that is not known. Any text will do; time is linear in its length.
    /// </summary>
    public static ItemFacts Find(Item item, DateTimeOffset seen)
    {
        var text = new FactText(item.Text.StartsWith(item.Title, StringComparison.Ordinal) ? item.Text : $"{item.Title}\n\n{item.Text}");
        var published = DateOnly.FromDateTime((item.Published ?? seen).DateTime);
        var dates = DateScanner.Find(text);
        var counts = Counts.Find(text);
        var letters = Letters.Find(text, dates, counts, published);
        var conflicts = Facts.Conflicts.Find(counts, letters.Count > 0);
        return new()
        {
            Dates = DatedFacts.Find(text, dates, published),
            Amounts = Amounts.Find(text),
            Counts = counts,
            Letters = letters,
            References = References.Find(text),
            Organisations = [.. Names.Organisations.Find(text).Select(n => n.Name).Distinct(StringComparer.Ordinal)],
            People = People.Find(text),
            Conflicts = [.. conflicts.Select(Facts.Conflicts.English)],
            ConflictsFr = [.. conflicts.Select(Facts.Conflicts.French)],
        };
    }
}
