namespace FunctionsBot.Classification;

/// <summary>How often a stretch of text speaks for each label, and how openness, AI and policy stand to one another in it.</summary>
internal sealed class Tally
{
    /// <summary>Later words weigh half: what a text is about it says early, and page chrome comes last.</summary>
    private const int EarlyWords = 200;

    /// <summary>Words within which openness is said of AI itself: "open-source approaches to language models".</summary>
    private const int Beside = 6;

    /// <summary>
    /// Countries and the words of any argument say less than those who decide, and what: however many, they count as this many of those.
    /// </summary>
    private const double MostSlight = 1.5;

    /// <summary>Passing openness, such as open data, that together is as good as one plain word for it.</summary>
    private const double EnoughWeak = 3;

    /// <summary>Words of a text so long that its end says nothing of what it is about.</summary>
    private const int LongText = 300;

    private readonly double[] _of;
    private int _openAt = int.MinValue / 2;
    private int _firstOpen = int.MaxValue;
    private int _aiAt = int.MinValue / 2;
    private double _decidingPolicy;
    private double _slightPolicy;
    private double _plainOpenness;
    private double _weakOpenness;

    /// <param name="hits">Sorted by place, of those that start together the longest first.</param>
    /// <param name="labels">Names of the labels.</param>
    /// <param name="words">Words in the whole stretch.</param>
    /// <param name="until">Hits from this word on are left out.</param>
    public Tally(IReadOnlyList<Hit> hits, IReadOnlyList<string> labels, int words, int until)
    {
        Words = words;
        _of = new double[labels.Count];
        var (coveredTo, givenAwayAt) = (-1, -1);
        foreach (var hit in hits)
        {
            if (hit.FirstWord >= until)
                break;
            var label = labels[hit.Label];
            var weight = hit.FirstWord < EarlyWords ? 1 : 0.5;
            if (label.StartsWith("contrast.", StringComparison.Ordinal))
            {
                // "training" in "training data" is no lesson in training.
                if (hit.LastWord <= coveredTo)
                    continue;
                _of[hit.Label] += weight;
                Contrast += weight;
                givenAwayAt = label is "contrast.open-sourcing" ? hit.FirstWord : givenAwayAt;
                continue;
            }

            // "Open-sources" is openness and a release at once.
            _of[hit.Label] += weight;
            Add(hit, label, hit.FirstWord == givenAwayAt ? weight / 3 : weight);
            if (label.StartsWith("ai.", StringComparison.Ordinal) || label.StartsWith("openness.", StringComparison.Ordinal))
                coveredTo = Math.Max(coveredTo, hit.LastWord);
        }
    }

    public int Words { get; }

    public double Openness => _plainOpenness + (_weakOpenness / 2);

    /// <summary>
    /// Openness is spoken of plainly, or often enough, and not only at the end: what first comes in the second half of a long text is a
    /// list of related links.
    /// </summary>
    public bool IsOpen => (_plainOpenness > 0 || _weakOpenness >= EnoughWeak) && _firstOpen < Math.Max(LongText, Words / 2);

    public double Ai { get; private set; }

    public double Policy => _decidingPolicy + Math.Min(_slightPolicy / 2, MostSlight);

    public double Contrast { get; }

    /// <summary>Openness said of AI.</summary>
    public double OpenAi { get; private set; }

    public double Of(int label) => _of[label];

    /// <summary>Labels that say little alone: open data, a country, the words of any argument.</summary>
    public static bool IsSlight(string label) => label is "openness.weak" or "policy.place" or "policy.debate" or "policy.event";

    /// <summary>0 for none, two thirds at three in a hundred words.</summary>
    public double Density(double hits) =>
        1 - Math.Exp(-35 * hits / Math.Max(60, Math.Min(Words, EarlyWords) + (0.5 * Math.Max(0, Words - EarlyWords))));

    private void Add(Hit hit, string label, double weight)
    {
        switch (Features.ConceptOf(label))
        {
            case "openness":
                var weak = IsSlight(label);
                _openAt = hit.LastWord;
                _firstOpen = Math.Min(_firstOpen, hit.FirstWord);
                _weakOpenness += weak ? weight : 0;
                _plainOpenness += weak ? 0 : weight;
                OpenAi += hit.FirstWord - _aiAt > Beside ? 0 : weak ? weight / 3 : weight;
                break;
            case "ai":
                _aiAt = hit.LastWord;
                Ai += weight;
                OpenAi += hit.FirstWord - _openAt <= Beside ? weight : 0;
                break;
            case "policy" when IsSlight(label):
                _slightPolicy += weight;
                break;
            case "policy":
                _decidingPolicy += weight;
                break;
        }
    }
}
