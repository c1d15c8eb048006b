using System.Buffers;
using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>A term of a text with how much it counts there.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Frequency">How often, the title counting more and what comes after the beginning less.</param>
/// <param name="Weight">How much a term of its kind tells, over a word of a language.</param>
internal readonly record struct Term(TermKey Key, double Frequency, double Weight);

/// <summary>Finds the terms of an item: its words, which of them are names, and the anchors among its facts.</summary>
internal static class Terms
{
    /// <summary>A word of the title counts as much as this many in the text.</summary>
    private const double TitleWeight = 2;

    /// <summary>Names and anchors decide between happenings that are told in the same words.</summary>
    private const double NameWeight = 3.5;

    /// <summary>Numbers tell less than names, as they are often those of something else.</summary>
    private const double NumberWeight = 3.2;

    /// <summary>So do days of the week and months: there are but seven, and twelve.</summary>
    private const double CalendarWeight = 3;

    /// <summary>Whole names of people and organisations, since each of their words counts already.</summary>
    private const double WholeNameWeight = 2.3;

    /// <summary>An anchor counts as much as a word that stands so often in the beginning.</summary>
    private const double AnchorWeight = 2;

    /// <summary>Words read: what a story is about stands at its beginning, and a long page must not cost more.</summary>
    private const int MostWords = 3000;

    /// <summary>A capital at the beginning of a sentence, or in a title where every word has one, says little.</summary>
    private const double ForcedCapital = 0.3;

    /// <summary>Words of the beginning, where the news stands.</summary>
    private const int LeadWords = 60;

    /// <summary>A later word counts this much of one there: it often tells of what happened before, and elsewhere.</summary>
    private const double RestWeight = 0.17;

    private static readonly SearchValues<char> Openers = SearchValues.Create(".!?\n\"“«:");

    /// <summary>Each term once, anchors first, then in the order of the text.</summary>
    public static List<Term> Of(ReadItem item)
    {
        var words = new OrderedDictionary<string, Word>(StringComparer.Ordinal);
        var (title, text) = (item.Item.Title, item.Item.Text);
        Count(title, TitleWeight, EveryWordHasACapital(title), words);
        Count(text.StartsWith(title, StringComparison.Ordinal) ? text[title.Length..] : text, 1, forced: false, words);

        return
        [
            .. Anchors(item.Facts).Distinct().Select(a => new Term(TermKey.Name(a), AnchorWeight, NameWeight)),
            .. WholeNames(item.Facts).Distinct().Select(n => new Term(TermKey.Name(n), AnchorWeight, WholeNameWeight)),
            .. words.Select(w => w.Value.Term(w.Key, item.Item.Language)),
        ];
    }

    /// <summary>What two texts about one happening share whatever their language: days, sums, laws, the document they link to.</summary>
    private static IEnumerable<string> Anchors(ItemFacts facts) =>
    [
        .. facts.Dates.Where(d => !d.Imprecise).Select(d => "@day " + d.Start.ToString("O", CultureInfo.InvariantCulture)),
        .. facts.Amounts.Select(a => string.Create(CultureInfo.InvariantCulture, $"@sum {a.Value:0} {a.Currency}")),
        .. facts.References.Select(r => "@law " + FoldAll(r.Reference)),
        .. facts.Letters.Where(l => l.Link is not null).Select(l => Links.Name(l.Link!)),
    ];

    private static IEnumerable<string> WholeNames(ItemFacts facts) =>
        facts.Organisations.Concat(facts.People).Select(FoldAll).Where(n => n.Contains(' ')).Select(n => "@who " + n);

    public static string FoldAll(string text) => string.Join(' ', Folding.Words(text).Select(w => Folding.Fold(w.In(text))));

    private static void Count(string text, double weight, bool forced, OrderedDictionary<string, Word> words)
    {
        var end = 0;
        var read = 0;
        foreach (var span in Folding.Words(text))
        {
            if (read++ == MostWords)
            {
                return;
            }

            var opens = span.Start == 0 || text.AsSpan(end, span.Start - end).ContainsAny(Openers);
            end = span.Start + span.Length;
            var folded = Folding.Fold(span.In(text));
            if (StopWords.Contains(folded) || (folded.Length < 2 && !char.IsAsciiDigit(folded[0])))
            {
                continue;
            }

            var capital = char.IsUpper(text[span.Start]);
            var day = Calendar.Term(folded, capital);
            var key = day ?? Stem(folded);
            words.TryGetValue(key, out var word);
            words[key] = word.Seen(read > LeadWords ? weight * RestWeight : weight, day is not null, IsNumber(folded), capital, opens || forced);
        }
    }

    private static bool EveryWordHasACapital(string title)
    {
        var (capital, all) = (0, 0);
        foreach (var span in Folding.Words(title))
        {
            if (span.Length > 3 && char.IsLetter(title[span.Start]))
            {
                all++;
                capital += char.IsUpper(title[span.Start]) ? 1 : 0;
            }
        }

        return capital > 0.6 * all;
    }

    private static bool IsNumber(string folded) => !folded.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Plural and common verb endings of English and French: enough for two texts to meet, too little to confuse two words.</summary>
    private static string Stem(string word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ings", "ing", "ies", "ed", "es", "s", "e"])
        {
            if (word.Length - ending.Length >= 4 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    private readonly record struct Word(double Frequency, double Capital, double Small, bool Day, bool Number)
    {
        /// <summary>Numbers and days mean the same everywhere, and what is written with a capital at least as often as without is a name.</summary>
        public Term Term(string word, string language) =>
            Number ? new(TermKey.Number(word), Frequency, NumberWeight)
            : Day ? new(TermKey.Name(word), Frequency, CalendarWeight)
            : Capital > 0 && Capital >= Small ? new(TermKey.Name(word), Frequency, NameWeight)
            : new(TermKey.Word(word, language), Frequency, 1);

        public Word Seen(double weight, bool day, bool number, bool capital, bool forced) => new(
            Frequency + weight,
            Capital + (capital ? forced ? ForcedCapital : 1 : 0),
            Small + (capital ? 0 : 1),
            day,
            number);
    }
}
