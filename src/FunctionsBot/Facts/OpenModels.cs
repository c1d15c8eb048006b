using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>
/// The open-washing check: where a text announces an "open" model, what it says of licence, weights, code and training data. It tells
/// what the text names, not what is true of the model.
/// </summary>
internal static class OpenModels
{
    private static readonly CuePhrases Claims = new("open-models", "claim");
    private static readonly CuePhrases Releases = new("open-models", "release");
    private static readonly CuePhrases OpenLicences = new("open-models", "licence.open");
    private static readonly CuePhrases RestrictedLicences = new("open-models", "licence.restricted");
    private static readonly CuePhrases Weights = new("open-models", "weights");
    private static readonly CuePhrases Code = new("open-models", "code");
    private static readonly CuePhrases Data = new("open-models", "data");
    private static readonly CuePhrases Withheld = new("open-models", "withheld");

    /// <summary>Words around a component within which "not", "without" or "secret" speaks of it.</summary>
    private const int Reach = 6;

    /// <summary>Words between a claim of openness and the word for a release.</summary>
    private const int ClaimReach = 8;

    public static OpenModelFact? Find(FactText text, IReadOnlyList<ModelFact> models)
    {
        foreach (var sentence in text.Sentences)
        {
            if (Claim(text, sentence) is not { } claim)
                continue;
            var all = text.Tokens.Count;
            var restricted = RestrictedLicences.FirstIn(text, 0, all);
            return new(claim, text.SentenceText(sentence.FirstToken))
            {
                Model = models.FirstOrDefault(m => text.SentenceText(sentence.FirstToken).Contains(m.Name, StringComparison.Ordinal))?.Name,
                Licence = restricted ?? OpenLicences.FirstIn(text, 0, all),
                LicenceRestricts = restricted is not null,
                Weights = Said(text, Weights),
                Code = Said(text, Code),
                TrainingData = Said(text, Data),
            };
        }

        return null;
    }

    /// <summary>The words of the claim, where a word for a release stands close by.</summary>
    private static string? Claim(FactText text, Sentence sentence)
    {
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            var length = Claims.LengthAt(text, i, sentence.EndToken);
            if (length > 0 && Releases.FirstIn(text, Math.Max(sentence.FirstToken, i - ClaimReach), Math.Min(sentence.EndToken, i + length + ClaimReach)) is not null)
                return text.Between(i, i + length);
        }

        return null;
    }

    /// <summary>Withheld where every mention has a "not" or "without" near it, offered where one has none.</summary>
    private static Disclosure Said(FactText text, CuePhrases component)
    {
        var said = Disclosure.NotNamed;
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var length = component.LengthAt(text, i, text.Tokens.Count);
            if (length == 0)
                continue;
            var sentence = text.SentenceOf(i);
            var from = Math.Max(sentence.FirstToken, i - Reach);
            var end = Math.Min(sentence.EndToken, i + length + Reach);
            if (Withheld.FirstIn(text, from, end) is null)
                return Disclosure.Offered;
            said = Disclosure.Withheld;
        }

        return said;
    }
}
