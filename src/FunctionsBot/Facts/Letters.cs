using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds the open letter a text is or tells of: when it came out, to whom, and who signed as far as named.</summary>
internal static class Letters
{
    private static readonly (string First, string Second)[] Phrases =
    [
        ("lettre", "ouverte"), ("open", "letter"), ("joint", "letter"), ("joint", "statement"), ("offener", "brief"), ("offenen", "brief"), ("carta", "abierta"), ("lettera", "aperta"),
        ("tribune", "signée"), ("tribune", "collective"), ("appel", "commun"),
    ];

    private static readonly HashSet<string> Petitions = new(["petition", "pétition", "petición", "petizione"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Sent = new(
        ["publiée", "publié", "published", "signed", "signée", "sent", "envoyée", "dated", "datée", "released", "adressée", "veröffentlicht", "publicada", "pubblicata"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Asks = new(
        ["demandent", "demande", "appellent", "appelle", "exhortent", "urge", "urges", "urging", "ask", "asks", "asking", "adressée", "adressé", "addressed", "interpellent", "fordern"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Including = new(["dont", "including", "like", "comme", "notamment", "darunter", "among"], StringComparer.OrdinalIgnoreCase);

    private const int LongestAddressee = 14;

    private const int MostSignatories = 500;

    private const int MostDemands = 8;

    public static List<LetterFact> Find(FactText text, IReadOnlyList<WrittenDate> dates, IReadOnlyList<CountFact> counts, DateOnly published)
    {
        var cues = Cues(text);
        if (cues.Count == 0)
            return [];
        var sentences = cues.Select(text.SentenceIndex).ToHashSet();
        var counted = counts.Where(c => c.Of is "organisation" or "signatory").Select(c => c.Sentence).ToHashSet(StringComparer.Ordinal);
        // Those who signed are counted where the letter is told of, or in the lines around it.
        var about = Enumerable.Range(0, text.Sentences.Count)
            .Where(s => sentences.Contains(s) || counted.Contains(text.SentenceText(text.Sentences[s].FirstToken)))
            .ToList();
        return
        [
            new(text.SentenceText(cues[0]))
            {
                Title = LetterWords.Title(text, cues),
                SignatoryCounts = Signed(text, counts, about),
                Demands = [.. about.SelectMany(s => LetterWords.Demands(text, text.Sentences[s]))
                    .Concat(LetterWords.OwnDemands(text)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostDemands)],
                Published = Published(text, dates, sentences, published),
                Addressees = [.. about.SelectMany(s => Addressees(text, text.Sentences[s])).Distinct(StringComparer.OrdinalIgnoreCase).Take(6)],
                Signatories = [.. about.SelectMany(s => Signatories(text, text.Sentences[s])).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSignatories)],
                Link = sentences.Select(s => Link(text, text.Sentences[s])).FirstOrDefault(l => l is not null),
            },
        ];
    }

    /// <summary>The counts of those who signed, where the letter is told of; counts of signatories go before those of organisations.</summary>
    private static List<CountFact> Signed(FactText text, IReadOnlyList<CountFact> counts, List<int> about)
    {
        var sentences = about.Select(s => text.SentenceText(text.Sentences[s].FirstToken)).ToHashSet(StringComparer.Ordinal);
        return [.. counts.Where(c => c.Of is "signatory" or "organisation" && sentences.Contains(c.Sentence)).OrderBy(c => c.Of is not "signatory").DistinctBy(c => (c.Of, c.Value))];
    }

    private static List<int> Cues(FactText text)
    {
        var cues = new List<int>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (text.IsWord(i) && (Has(Petitions, text[i]) || IsPhrase(text, i)))
                cues.Add(i);
        }

        return cues;
    }

    private static bool IsPhrase(FactText text, int i)
    {
        foreach (var (first, second) in Phrases)
        {
            if (text.Is(i, first) && text.Is(i + 1, second))
                return true;
        }

        return false;
    }

    private static DateOnly? Published(FactText text, IReadOnlyList<WrittenDate> dates, HashSet<int> sentences, DateOnly published)
    {
        foreach (var date in dates)
        {
            if (!sentences.Contains(text.SentenceIndex(date.FirstToken)) || date.Resolve(published) is not { Imprecise: false } days || days.Start > published)
                continue;
            for (var i = Math.Max(0, date.FirstToken - 4); i < date.FirstToken; i++)
            {
                if (Has(Sent, text[i]))
                    return days.Start;
            }
        }

        return null;
    }

    private static IEnumerable<string> Addressees(FactText text, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (!Has(Asks, text[i]))
                continue;
            var at = i + 1;
            // "appellent à miser" calls for something, on nobody.
            if (text.Is(at, "à") && text[at + 1] is [>= 'a' and <= 'z', .., 'e' or 'i', 'r'])
                continue;
            if (text.Is(at, "à") || text.Is(at, "au") || text.Is(at, "aux") || text.Is(at, "to") || text.Is(at, "on"))
                at++;
            if (text.Is(at, "la") || text.Is(at, "les") || text.Is(at, "the") || text.Is(at, "le"))
                at++;
            var end = at;
            while (end < sentence.EndToken && end - at < LongestAddressee && !EndsAddressee(text, end))
                end++;
            // Too long to be a name, or an infinitive at once: the verb had no addressee.
            if (end > at && end - at < LongestAddressee && text[at].Length > 2)
                yield return text.Between(at, end);
        }
    }

    private static bool EndsAddressee(FactText text, int at) =>
        text.Is(at, "to") || text.Is(at, "that") || text.Is(at, "que") || text.Is(at, "dans") || text.Is(at, "for") || text.Is(at, "in") || text.Is(at, "pour")
        || text[at] is ['.' or ';' or ':' or '(' or '«' or '"' or '“']
        || ((text.Is(at, "de") || text.Is(at, "d") || text.Is(at, "à")) && text[text[at + 1] is ['\'' or '’'] ? at + 2 : at + 1] is [.., _, 'e' or 'i', 'r'])
        || (text.IsSign(at, ',') && (text.Is(at + 1, "dans") || text.Is(at + 1, "que") || text.Is(at + 1, "in")));

    /// <summary>"dont Mozilla, Mistral AI ou Wikimédia France", "signed by A, B and C".</summary>
    private static IEnumerable<string> Signatories(FactText text, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            var signedBy = (text.Is(i, "by") && text.Is(i - 1, "signed")) || (text.Is(i, "par") && (text.Is(i - 1, "signée") || text.Is(i - 1, "signé")));
            if (!signedBy && !Has(Including, text[i]))
                continue;
            var at = i + 1;
            while (at < sentence.EndToken && NameEnd(text, at, sentence) is { } end)
            {
                yield return text.Between(at, end);
                at = end;
                if (text.IsSign(at, ','))
                    at++;
                if (text.Is(at, "ou") || text.Is(at, "et") || text.Is(at, "and") || text.Is(at, "or") || text.Is(at, "und"))
                    at++;
                if (at == end)
                    break;
            }
        }
    }

    private static int? NameEnd(FactText text, int at, Sentence sentence)
    {
        if (text.Is(at, "the") || text.Is(at, "la"))
            at++;
        if (!text.IsCapitalised(at))
            return null;
        var end = at + 1;
        while (end < sentence.EndToken && (text.IsCapitalised(end) || text.IsNumber(end)
            || (text[end] is ['-' or '.' or '&' or '’' or '\''] && end + 1 < sentence.EndToken && text.Adjoins(end) && text.IsWord(end + 1))))
            end += text.IsWord(end) || text.IsNumber(end) ? 1 : 2;
        return end;
    }

    private static Uri? Link(FactText text, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (text[i] is not ("http" or "https") || !text.IsSign(i + 1, ':'))
                continue;
            var from = text.Tokens[i].Start;
            var to = from;
            while (to < text.Text.Length && to - from < 2000 && !char.IsWhiteSpace(text.Text[to]))
                to++;
            if (Uri.TryCreate(text.Text[from..to].TrimEnd('.', ',', ')', '»', '"', ';'), UriKind.Absolute, out var link))
                return link;
        }

        return null;
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
