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
        var happenings = DatedFacts.Find(text, dates, published);
        var conflicts = Facts.Conflicts.Find(counts, letters.Count > 0);
        var moved = Facts.Conflicts.Find(happenings);
        var models = Models.Find(text);
        return new()
        {
            Dates = happenings,
            Amounts = Amounts.Find(text),
            Counts = counts,
            Letters = letters,
            References = References.Find(text),
            Organisations = [.. Names.Organisations.Find(text).Select(n => n.Name).Distinct(StringComparer.Ordinal)],
            People = People.Find(text),
            OpenModel = OpenModels.Find(text, models),
            Models = models,
            Conflicts = [.. conflicts.Select(Facts.Conflicts.English), .. moved.Select(Facts.Conflicts.English)],
            ConflictsFr = [.. conflicts.Select(Facts.Conflicts.French), .. moved.Select(Facts.Conflicts.French)],
        };
    }
}
