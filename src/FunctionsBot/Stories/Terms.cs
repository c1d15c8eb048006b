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

    /// <summary>So do days of the week, months, and days of them: there are but seven, and twelve, and 366.</summary>
    private const double CalendarWeight = 3;

    /// <summary>A word that both languages have tells more than one of a single language: it stands for all its synonyms.</summary>
    private const double ConceptWeight = 1.5;

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
        var own = OwnDays(item.Item.Published);
        return
        [
            .. Anchors(item.Facts).Distinct().Select(a => new Term(TermKey.Name(a), AnchorWeight, NameWeight)).Where(t => !own.Contains(t.Key)),
            .. WholeNames(item.Facts).Distinct().Select(n => new Term(TermKey.Name(n), AnchorWeight, WholeNameWeight)),
            .. Of(item.Item.Title, item.Item.Text, item.Item.Language).Where(t => !own.Contains(t.Key)),
        ];
    }

    /// <summary>An item's own day, and the one before it: every report of that day names them, whatever it is about.</summary>
    private static HashSet<TermKey> OwnDays(DateTimeOffset? published) =>
        published is { } moment ? [.. new[] { moment, moment.AddDays(-1) }.SelectMany(Calendar.Terms).Select(TermKey.Name), TermKey.Number(moment.Year.ToString(CultureInfo.InvariantCulture))] : [];

    /// <summary>Those that are words, names, numbers and days of a text, in its order.</summary>
    public static IEnumerable<Term> Of(string title, string text, string language)
    {
        var words = new OrderedDictionary<string, Word>(StringComparer.Ordinal);
        Count(title, TitleWeight, EveryWordHasACapital(title), language, words);
        Count(text.StartsWith(title, StringComparison.Ordinal) ? text[title.Length..] : text, 1, forced: false, language, words);
        return words.Select(w => w.Value.Term(w.Key, language));
    }

    /// <summary>What two texts about one happening share whatever their language: days, sums, laws, the document they link to.</summary>
    private static IEnumerable<string> Anchors(ItemFacts facts) =>
    [
        .. facts.Dates.Where(d => !d.Imprecise).Select(d => Calendar.Day(d.Start)),
        .. facts.Amounts.Select(a => string.Create(CultureInfo.InvariantCulture, $"@sum {a.Value:0} {a.Currency}")),
        .. facts.References.Select(r => "@law " + FoldAll(r.Reference)),
        .. facts.Letters.Where(l => l.Link is not null).Select(l => Links.Name(l.Link!)),
    ];

    private static IEnumerable<string> WholeNames(ItemFacts facts) =>
        facts.Organisations.Concat(facts.People).Select(FoldAll).Where(n => n.Contains(' ')).Select(n => "@who " + n);

    public static string FoldAll(string text) => string.Join(' ', Folding.Words(text).Select(w => Folding.Fold(w.In(text))));

    private static void Count(string text, double weight, bool forced, string language, OrderedDictionary<string, Word> words)
    {
        var end = 0;
        var spans = Folding.Words(text);
        for (var i = 0; i < Math.Min(spans.Count, MostWords); i++)
        {
            var (span, counted) = (spans[i], i > LeadWords ? weight * RestWeight : weight);
            var isForced = forced || span.Start == 0 || text.AsSpan(end, span.Start - end).ContainsAny(Openers);
            var folded = Folding.Fold(span.In(text));
            if (Numerals.At(text, spans, i, folded) is { } number)
            {
                if (!Calendar.IsDayOfMonth(text, spans, i))
                {
                    See(words, number.Digits, Sort.Number, counted);
                }

                i += number.Words - 1;
            }
            else if (!StopWords.Contains(folded) && folded.Length > 1)
            {
                var capital = char.IsUpper(text[span.Start]);
                var (key, sort) = Known(folded, capital, language);
                See(words, key, sort, counted, capital, isForced);
                if (sort == Sort.Day && Calendar.Date(text, spans, i, key) is { } date)
                {
                    See(words, date, Sort.Day, counted);
                }
            }

            end = spans[i].Start + spans[i].Length;
        }
    }

    private static void See(OrderedDictionary<string, Word> words, string key, Sort sort, double weight, bool capital = false, bool forced = false)
    {
        words.TryGetValue(key, out var word);
        words[key] = word.Seen(weight, sort, capital, forced);
    }

    /// <summary>What a word stands for, and what sort of word that is.</summary>
    private static (string Key, Sort Sort) Known(string folded, bool capital, string language)
    {
        if (Calendar.Term(folded, capital) is { } day)
        {
            return (day, Sort.Day);
        }

        var stem = Stem(folded);
        return Concepts.Word(stem, language) is { } concept ? (concept, Sort.Concept) : (Concepts.Place(stem, language), Sort.Word);
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

    /// <summary>Plural and common verb endings of English and French: enough for two texts to meet, too little to confuse two words.</summary>
    public static string Stem(string word)
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

    private enum Sort
    {
        Word,
        Concept,
        Number,
        Day,
    }

    private readonly record struct Word(double Frequency, double Capital, double Small, Sort Sort, bool IsFree)
    {
        /// <summary>What is written with a capital at least as often as without, and not only where every word has one, is a name; concepts, numbers and days mean the same in all languages.</summary>
        public Term Term(string word, string language) => Sort switch
        {
            Sort.Number => new(TermKey.Number(word), Frequency, NumberWeight),
            Sort.Day => new(TermKey.Name(word), Frequency, CalendarWeight),
            Sort.Concept => new(TermKey.Concept(word), Frequency, ConceptWeight),
            _ when Capital > 0 && Capital >= Small && (IsFree || !UsualWords.IsSmall(word, language)) => new(TermKey.Name(word), Frequency, NameWeight),
            _ => new(TermKey.Word(word, language), Frequency, 1),
        };

        public Word Seen(double weight, Sort sort, bool capital, bool forced) => new(
            Frequency + weight,
            Capital + (capital ? forced ? ForcedCapital : 1 : 0),
            Small + (capital ? 0 : 1),
            sort,
            IsFree || (capital && !forced));
    }
}
