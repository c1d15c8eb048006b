using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsBot.Watchlists;

/// <summary>Sums and days as queries write them.</summary>
internal static partial class QueryValues
{
    private static readonly Dictionary<string, decimal> Multiples = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["k"] = 1e3m,
        ["m"] = 1e6m,
        ["mn"] = 1e6m,
        ["b"] = 1e9m,
        ["bn"] = 1e9m,
        ["g"] = 1e9m,
        ["md"] = 1e9m,
        ["mrd"] = 1e9m,
    };

    private static readonly Dictionary<string, string> Signs = new()
    {
        ["€"] = "EUR",
        ["$"] = "USD",
        ["£"] = "GBP",
    };

    /// <summary>Codes of ISO 4217 that the news of the field uses; a slip of the pen should not become a currency.</summary>
    private static readonly string[] Codes =
        ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY", "CNY", "INR", "KRW", "BRL", "SEK", "DKK", "NOK", "PLN", "CZK", "HUF", "RON", "SGD", "ZAR"];

    /// <summary>A sum such as <c>1M€</c>, <c>2,5 Md EUR</c> or <c>$2.5bn</c> without spaces; null where it is none.</summary>
    public static Query? Amount(Comparison comparison, string text)
    {
        if (AmountPattern().Match(text) is not { Success: true } match
            || !decimal.TryParse(match.Groups["value"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || !Multiples.TryGetValue(match.Groups["multiple"].Value, out var multiple))
        {
            return null;
        }

        var sign = match.Groups["before"].Value + match.Groups["after"].Value;
        var currency = sign.Length == 0 ? null : Signs.GetValueOrDefault(sign, sign.ToUpperInvariant());
        return currency is null || Codes.Contains(currency) ? new Query.Amount(comparison, value * multiple, currency) : null;
    }

    /// <summary>
    /// Days such as <c>2026</c>, <c>2026-03</c>, <c>2026-03-15</c>, and with <see cref="Comparison.Equal"/> also <c>2026-03..2026-05</c>;
    /// null where they are none.
    /// </summary>
    public static Query? Days(bool ofEvent, Comparison comparison, string text)
    {
        var parts = comparison == Comparison.Equal ? text.Split("..", 2) : [text];
        if (Days(parts[0]) is not { } first || Days(parts[^1]) is not { } last)
        {
            return null;
        }

        var (from, to) = comparison switch
        {
            Comparison.Below => (DateOnly.MinValue, first.From.AddDays(-1)),
            Comparison.AtMost => (DateOnly.MinValue, first.To),
            Comparison.AtLeast => (first.From, DateOnly.MaxValue),
            Comparison.Above => (first.To.AddDays(1), DateOnly.MaxValue),
            _ => (first.From, last.To),
        };
        return from <= to ? new Query.Dated(ofEvent, from, to) : null;
    }

    /// <summary>An amount or days as they can be written.</summary>
    public static string Print(Query query) => query switch
    {
        Query.Amount amount => string.Create(
            CultureInfo.InvariantCulture, $"amount{Sign(amount.Comparison)}{amount.Value:0.############}{amount.Currency}"),
        Query.Dated { From: var from } days when from == DateOnly.MinValue => $"{Name(days)}<={Day(days.To)}",
        Query.Dated { To: var to } days when to == DateOnly.MaxValue => $"{Name(days)}>={Day(days.From)}",
        Query.Dated days => $"{Name(days)}:{Day(days.From)}..{Day(days.To)}",
        _ => throw new ArgumentException($"A query of type {query.GetType().Name} holds no value."),
    };

    /// <summary>Whether a sum is what a query asks for.</summary>
    public static bool Holds(Query.Amount wanted, decimal value, string currency) =>
        (wanted.Currency is null || wanted.Currency == currency) && wanted.Comparison switch
        {
            Comparison.Below => value < wanted.Value,
            Comparison.AtMost => value <= wanted.Value,
            Comparison.AtLeast => value >= wanted.Value,
            Comparison.Above => value > wanted.Value,
            _ => value == wanted.Value,
        };

    private static (DateOnly From, DateOnly To)? Days(string text)
    {
        if (DatePattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        if (!match.Groups["month"].Success)
        {
            return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        }

        var month = int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12)
        {
            return null;
        }

        var days = DateTime.DaysInMonth(year, month);
        if (!match.Groups["day"].Success)
        {
            return (new DateOnly(year, month, 1), new DateOnly(year, month, days));
        }

        var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        return day >= 1 && day <= days ? (new DateOnly(year, month, day), new DateOnly(year, month, day)) : null;
    }

    private static string Name(Query.Dated days) => days.OfEvent ? "event" : "date";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Below => "<",
        Comparison.AtMost => "<=",
        Comparison.AtLeast => ">=",
        Comparison.Above => ">",
        _ => ":",
    };

    [GeneratedRegex(@"^(?<before>[€$£])?(?<value>\d{1,15}([.,]\d{1,4})?)(?<multiple>k|mrd|md|mn|m|bn|b|g)?(?<after>[€$£]|[a-z]{3})?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AmountPattern();

    [GeneratedRegex(@"^(?<year>(19|20)\d\d)(-(?<month>\d\d)(-(?<day>\d\d))?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DatePattern();
}
