using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>One text of a story, ready for many queries: its own title and text, and what the fields look at in the whole story.</summary>
public sealed class StoryText
{
    private readonly IndexedText title;
    private readonly IndexedText body;
    private readonly Dictionary<QueryField, IReadOnlyList<IndexedText>> fields;

    private StoryText(IndexedText title, IndexedText body, Dictionary<QueryField, IReadOnlyList<IndexedText>> fields)
    {
        this.title = title;
        this.body = body;
        this.fields = fields;
    }

    /// <summary>The texts of a story; the fields are indexed once for all of them.</summary>
    public static IEnumerable<StoryText> Of(Story story, IEnumerable<(string Title, string Text)> texts)
    {
        var fields = Fields(story);
        return texts.Select(t => new StoryText(new IndexedText(t.Title), new IndexedText(t.Text), fields));
    }

    /// <summary>
    /// The first place where a term stands, as it stands there: in the title before the text. Empty for <c>kind:</c>, <c>lang:</c> and
    /// <c>topic:</c>, which hold of the story and are no words of its text. Null if it does not stand.
    /// </summary>
    internal string? Find(Query.Term term) => term.Field switch
    {
        QueryField.Anywhere => title.Find(term) ?? body.Find(term),
        QueryField.Title => title.Find(term),
        QueryField.Kind or QueryField.Lang or QueryField.Topic =>
            fields[term.Field].Any(f => f.Find(term) is not null) ? "" : null,
        _ => fields[term.Field].Select(f => f.Find(term)).FirstOrDefault(f => f is not null),
    };

    private static Dictionary<QueryField, IReadOnlyList<IndexedText>> Fields(Story story)
    {
        static IReadOnlyList<IndexedText> Index(IEnumerable<string> values) => [.. values.Distinct(StringComparer.Ordinal).Select(v => new IndexedText(v))];
        return new()
        {
            [QueryField.Source] = Index(story.Members.SelectMany(m => (string[])[m.SourceId, m.Newsroom])),
            [QueryField.Site] = Index(story.Members.Select(m => m.Link.Host)),
            [QueryField.Lang] = Index(story.Members.Select(m => m.Language).Append(story.Language)),
            [QueryField.Kind] = Index([JsonNamingPolicy.KebabCaseLower.ConvertName(story.Kind.ToString())]),
            [QueryField.Topic] = Index(story.Topics),
            [QueryField.Org] = Index(story.Facts.Organisations),
        };
    }
}
