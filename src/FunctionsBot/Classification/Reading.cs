using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>An item with every phrase of the vocabulary found in its title and text.</summary>
internal sealed class Reading
{
    private Reading(Vocabulary vocabulary, string language, string title, string text)
    {
        Vocabulary = vocabulary;
        Title = title;
        Text = text;
        TitleWords = Words.Of(title);
        TextWords = Words.Of(text);
        var lexicon = Lexicon.For(LanguageGuess.Of(text, TextWords, language));
        TitleHits = lexicon.Find(title, TitleWords);
        TextHits = lexicon.Find(text, TextWords);
    }

    public Vocabulary Vocabulary { get; }

    public string Title { get; }

    public string Text { get; }

    public IReadOnlyList<Word> TitleWords { get; }

    public IReadOnlyList<Word> TextWords { get; }

    public IReadOnlyList<Hit> TitleHits { get; }

    public IReadOnlyList<Hit> TextHits { get; }

    /// <summary>Reads an item with the shipped vocabulary.</summary>
    public static Reading Of(Item item) => new(Vocabulary.Shipped, item.Language, item.Title, item.Text);

    public string LabelOf(Hit hit) => Vocabulary.Labels[hit.Label];

    /// <summary>The words of a hit in the text.</summary>
    public (int Start, string Words) InText(Hit hit) => Span(hit, Text, TextWords);

    /// <summary>The words of a hit in the title.</summary>
    public (int Start, string Words) InTitle(Hit hit) => Span(hit, Title, TitleWords);

    private static (int Start, string Words) Span(Hit hit, string text, IReadOnlyList<Word> words) =>
        (words[hit.FirstWord].Start, text[words[hit.FirstWord].Start..words[hit.LastWord].End]);
}
