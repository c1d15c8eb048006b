namespace FunctionsBot.Extraction;

/// <summary>A paragraph, heading, list item or table row of a page.</summary>
/// <param name="Owner">The block element it stands in.</param>
/// <param name="Text">One or more lines; lines are separated where the page breaks them.</param>
/// <param name="Links">How many of its characters are links to other pages.</param>
internal sealed record Passage(Node Owner, string Text, int Links)
{
    /// <summary>Share of its characters that are links.</summary>
    public double LinkShare => Text.Length == 0 ? 0 : Math.Min(1, (double)Links / Text.Length);

    /// <summary>Names somebody who signed. See <see cref="Signatories"/>.</summary>
    public bool Signatory { get; set; }

    /// <summary>Stands in h1 to h6.</summary>
    public bool IsHeading { get; } =
        Tags.IsHeading(Owner.Tag) || Tags.IsHeading(Owner.Parent?.Tag ?? "") || Tags.IsHeading(Owner.Parent?.Parent?.Tag ?? "");

    /// <summary>Reads like sentences of an article, not like a label, a link or a list of names.</summary>
    public bool IsProse { get; } = Links < Text.Length * 0.5 && IsSentences(Text);

    private static bool IsSentences(string text) =>
        text.Length >= 140 || (text.Length >= 50 && (Words.EndsSentence(text) || text.Contains(". ", StringComparison.Ordinal)));
}
