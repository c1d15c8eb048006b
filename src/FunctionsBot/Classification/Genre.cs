using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>A text that opens with the name of its own genre ("Tribune.", "Op-ed: …") is of that genre, whatever it is about.</summary>
internal static partial class Genre
{
    /// <summary>Genres are named in the title or before the article begins: at the head of one of this many paragraphs.</summary>
    private const int Paragraphs = 2;

    /// <summary>The kind that the item's own words name; null where they name none.</summary>
    public static StoryKind? NamedBy(Item item)
    {
        if (Opinion().IsMatch(item.Title))
        {
            return StoryKind.Opinion;
        }

        var rest = item.Text.AsSpan();
        for (var i = 0; i < Paragraphs && !rest.IsEmpty; i++)
        {
            var end = rest.IndexOf("\n\n");
            var paragraph = end < 0 ? rest : rest[..end];
            if (Opinion().IsMatch(paragraph))
            {
                return StoryKind.Opinion;
            }

            rest = end < 0 ? [] : rest[(end + 2)..];
        }

        return null;
    }

    [GeneratedRegex(
        """^\W{0,3}(tribune|opinion|op-ed|editorial|éditorial|chronique|point de vue|carte blanche|entretien|interview|commentary|kommentar|gastbeitrag|opinión|editoriale)\s?[.:|–—]""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opinion();
}
