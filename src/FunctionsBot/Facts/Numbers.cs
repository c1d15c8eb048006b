using System.Globalization;

namespace FunctionsBot.Facts;

/// <summary>Reads numbers as French and English write them: "2,5", "2.5", "1 500 000", "1,500,000".</summary>
internal static class Numbers
{
    /// <summary>More digits than any sum of money has; a longer run is an identifier or garbage.</summary>
    private const int MostDigits = 15;

    /// <summary>
    /// The number that starts at a token, and the token after it. A point or comma before exactly three digits groups thousands,
    /// otherwise it starts the decimals.
    /// </summary>
    public static decimal? Read(FactText text, int at, out int next)
    {
        next = at + 1;
        if (!text.IsNumber(at) || text[at].Length > MostDigits)
            return null;
        var digits = text[at].ToString();
        while (digits.Length <= MostDigits)
        {
            if (IsGroup(text, next, out var after) && digits[0] != '0')
            {
                digits += text[after - 1].ToString();
                next = after;
            }
            else if (text.Adjoins(next - 1) && text[next] is [',' or '.'] && text.Adjoins(next) && text.IsNumber(next + 1) && text[next + 1].Length is 1 or 2 or 3)
            {
                digits += "." + text[next + 1].ToString();
                next += 2;
                break;
            }
            else
                break;
        }

        return digits.Length <= MostDigits + 3 && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>Three digits after a point, a comma, or one space of any width.</summary>
    private static bool IsGroup(FactText text, int at, out int after)
    {
        after = at;
        if (text.IsNumber(at))
        {
            var (from, to) = (text.Tokens[at - 1].End, text.Tokens[at].Start);
            after = at + 1;
            return text[at].Length == 3 && to - from == 1 && text.Text[from] is ' ' or '\u00a0' or '\u202f' or '\u2009';
        }

        after = at + 2;
        return text.Adjoins(at - 1) && text[at] is [',' or '.' or '\'' or '’'] && text.Adjoins(at) && text.IsNumber(at + 1) && text[at + 1].Length == 3;
    }
}
