using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds models by name and version, and what is said of their licence where they are named.</summary>
internal static class Models
{
    private static readonly CuePhrases[] Claims =
    [
        new("open-models", "licence.restricted"), new("open-models", "licence.open"), new("open-models", "claim"), new("open-models", "closed"),
    ];

    /// <summary>Tokens a version may have: "-3.1-405B-Instruct".</summary>
    private const int LongestVersion = 8;

    public static List<ModelFact> Find(FactText text)
    {
        var named = Names.Models.Find(text).Select(n => (n.First, n.End, MustHaveVersion: false))
            .Concat(Names.VersionedModels.Find(text).Select(n => (n.First, n.End, MustHaveVersion: true)))
            .OrderBy(n => n.First).ThenBy(n => n.MustHaveVersion);
        var (models, claims, last) = (new List<string>(), new Dictionary<string, ModelFact>(StringComparer.OrdinalIgnoreCase), 0);
        foreach (var (first, end, mustHaveVersion) in named)
        {
            var to = Version(text, end);
            if (first < last || (mustHaveVersion && to == end))
                continue;
            last = to;
            var name = text.Between(first, to);
            if (claims.TryGetValue(name, out var known) && known.Claim is not null)
                continue;
            if (known is null)
                models.Add(name);
            var claim = Claim(text, text.SentenceOf(first));
            if (known is null || claim is not null)
                claims[name] = new(name, text.SentenceText(first)) { Claim = claim };
        }

        return [.. models.Select(m => claims[m])];
    }

    private static string? Claim(FactText text, Sentence sentence) =>
        Claims.Select(c => c.FirstIn(text, sentence.FirstToken, sentence.EndToken)).FirstOrDefault(c => c is not null);

    /// <summary>The token after the version: " 3.1", "-7B", " V3", "-OSS-120b". What does not adjoin must begin with a digit or be V3, R1, M2.</summary>
    private static int Version(FactText text, int end)
    {
        var at = end;
        while (at - end < LongestVersion)
        {
            if (text.Adjoins(at - 1) && text[at] is ['-' or '.' or '‑'] && text.Adjoins(at) && (text.IsNumber(at + 1) || text.IsCapitalised(at + 1) || (at > end && text.IsWord(at + 1) && text[at] is not ['.'])))
                at += 2;
            else if (text.Adjoins(at - 1) && (text.IsNumber(at) || (text.IsWord(at) && text.IsNumber(at - 1) && text[at].Length == 1)))
                at++;
            else if (at == end && text.IsNumber(at) && text.NumberAt(at) is >= 0 and < 1000 && !text.Is(at + 1, "milliards") && !text.Is(at + 1, "million"))
                at++;
            else if (at == end && text[at] is ['V' or 'R' or 'M'] && text.Adjoins(at) && text.IsNumber(at + 1))
                at += 2;
            else
                break;
        }

        return at;
    }
}
