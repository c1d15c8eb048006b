using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>Where a word that matched stands.</summary>
public enum MatchPlace
{
    /// <summary>In the title.</summary>
    Title,

    /// <summary>In the text.</summary>
    Text,

    /// <summary>In what is known of the story: its newsrooms, hosts, organisations.</summary>
    Field,
}

/// <summary>One text of a story, ready for many queries: its own title and text, and what the fields look at in the whole story.</summary>
internal sealed class StoryText
{
    private readonly IndexedText title;
    private readonly IndexedText body;
    private readonly IndexedText[] both;
    private readonly IndexedText[] onlyTitle;
    private readonly StoryFields fields;

    private StoryText(IndexedText title, IndexedText body, StoryFields fields)
    {
        this.title = title;
        this.body = body;
        this.fields = fields;
        (both, onlyTitle) = ([title, body], [title]);
    }

    /// <summary>The story.</summary>
    public Story Story => fields.Story;

    /// <summary>All words that a query may ask for, the fields' too.</summary>
    public IEnumerable<IndexedText> All => fields.All.Prepend(body).Prepend(title);

    /// <summary>The texts of a story; the fields are indexed once for all of them.</summary>
    public static IEnumerable<StoryText> Of(Story story, IEnumerable<(string Title, string Text)> texts)
    {
        var fields = new StoryFields(story);
        return texts.Select(t => new StoryText(new IndexedText(t.Title), new IndexedText(t.Text), fields));
    }

    /// <summary>The first place where a term stands: in the title before the text. Null if it does not stand.</summary>
    public Placement? Find(Query.Term term)
    {
        foreach (var place in Places(term.Field))
        {
            if (place.Find(term) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The texts in which a field is looked for.</summary>
    public IndexedText[] Places(QueryField field) => field switch
    {
        QueryField.Anywhere => both,
        QueryField.Title => onlyTitle,
        _ => fields[field],
    };

    /// <summary>Which of the places it is.</summary>
    public MatchPlace PlaceOf(IndexedText text) => text == title ? MatchPlace.Title : text == body ? MatchPlace.Text : MatchPlace.Field;
}

/// <summary>What the fields of a query look at in a story.</summary>
internal sealed class StoryFields(Story story)
{
    private readonly Dictionary<QueryField, IndexedText[]> texts = new()
    {
        [QueryField.Source] = Index(story.Members.SelectMany(m => (string[])[m.SourceId, m.Newsroom])),
        [QueryField.Site] = Index(story.Members.Select(m => m.Link.Host)),
        [QueryField.Lang] = Index(story.Members.Select(m => m.Language).Append(story.Language)),
        [QueryField.Kind] = Index([JsonNamingPolicy.KebabCaseLower.ConvertName(story.Kind.ToString())]),
        [QueryField.Topic] = Index(story.Topics),
        [QueryField.Org] = Index(story.Facts.Organisations),
    };

    /// <summary>The story.</summary>
    public Story Story => story;

    /// <summary>Everything the fields look at.</summary>
    public IEnumerable<IndexedText> All => texts.Values.SelectMany(t => t);

    /// <summary>What one field looks at.</summary>
    public IndexedText[] this[QueryField field] => texts[field];

    private static IndexedText[] Index(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Select(v => new IndexedText(v))];
}
