using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsBot.Classification;

/// <summary>What was learned: how much each feature weighs, and from which score on a text counts as relevant.</summary>
/// <remarks>The shipped one is made by <c>train FILE --from-scratch --model relevance.json</c>, from items that were judged by one reader and
/// from <see cref="Examples"/>.</remarks>
/// <param name="Threshold">0 to 1.</param>
/// <param name="Intercept">Log-odds of a text that has openness and AI and nothing else.</param>
/// <param name="Weights">Log-odds by feature name, for the feature's full value 1.</param>
/// <param name="Kind">How kinds are told apart.</param>
public sealed record RelevanceModel(double Threshold, double Intercept, IReadOnlyDictionary<string, double> Weights, KindModel Kind)
{
    /// <summary>Score of a text in which openness or AI is not spoken of at all: they must meet.</summary>
    internal const double WithoutMeeting = 0.01;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The model that comes with the bot.</summary>
    public static RelevanceModel Shipped { get; } = ReadShipped();

    /// <summary>Eight hexadecimal digits of the SHA-256 of its JSON: the same weights have the same version everywhere.</summary>
    [JsonIgnore]
    public string Version => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write())).AsSpan(0, 4));

    /// <summary>Reads a model from its JSON.</summary>
    /// <exception cref="FormatException">It is not a model.</exception>
    public static RelevanceModel Read(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize<RelevanceModel>(json, Json) is { Weights: not null, Kind: { Bias: not null, Cues: not null }, Threshold: > 0 and < 1 } model)
                return model;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The model file is not JSON: {e.Message} Train again to write a new one.", e);
        }

        throw new FormatException("The model file has no weights or no threshold between 0 and 1; train again to write a new one.");
    }

    /// <summary>The model as JSON, largest weights first, so that it can be read and compared.</summary>
    public string Write() => JsonSerializer.Serialize(
        this with { Weights = Weights.OrderByDescending(w => Math.Abs(w.Value)).ThenBy(w => w.Key, StringComparer.Ordinal).ToDictionary() },
        Json) + "\n";

    /// <summary>0 to 1.</summary>
    internal double Score(IReadOnlyDictionary<string, double> features) =>
        HasMeeting(features) ? new LogisticWeights(Intercept, Weights).Probability(features) : WithoutMeeting;

    /// <summary>Whether both openness and AI are spoken of, without which nothing else counts.</summary>
    internal static bool HasMeeting(IReadOnlyDictionary<string, double> features) =>
        features.ContainsKey(Features.Openness) && features.ContainsKey(Features.Ai);

    private static RelevanceModel ReadShipped()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Model/relevance.json")!);
        return Read(reader.ReadToEnd());
    }
}
