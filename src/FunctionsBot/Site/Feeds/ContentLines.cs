using System.Text;

namespace FunctionsBot.Site.Feeds;

/// <summary>Lines of an iCalendar document.</summary>
internal static class ContentLines
{
    /// <summary>Octets of a line without its break (RFC 5545 §3.1).</summary>
    private const int Longest = 75;

    /// <summary>Folds anew, between characters and never within one's octets.</summary>
    public static string Fold(string document)
    {
        var lines = document.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var folded = new StringBuilder(document.Length + (document.Length / 40));
        foreach (var line in lines)
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > Longest)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }

                folded.Append(rune);
                octets += rune.Utf8SequenceLength;
            }

            folded.Append("\r\n");
        }

        return folded.ToString();
    }
}
