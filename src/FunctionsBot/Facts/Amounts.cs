using FunctionsBot.Domain;

namespace FunctionsBot.Facts;

/// <summary>Finds sums of money: "2,5 milliards d'euros", "$2.5bn", "30 M€", "EUR 20 million".</summary>
internal static class Amounts
{
    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["EUR"] = "EUR",
        ["$"] = "USD",
        ["dollar"] = "USD",
        ["dollars"] = "USD",
        ["USD"] = "USD",
        ["dólares"] = "USD",
        ["dollari"] = "USD",
        ["£"] = "GBP",
        ["GBP"] = "GBP",
        ["sterling"] = "GBP",
        ["¥"] = "CNY",
        ["yuan"] = "CNY",
        ["yuans"] = "CNY",
        ["renminbi"] = "CNY",
        ["RMB"] = "CNY",
        ["CNY"] = "CNY",
        ["JPY"] = "JPY",
        ["yen"] = "JPY",
        ["yens"] = "JPY",
        ["CHF"] = "CHF",
        ["₹"] = "INR",
        ["rupees"] = "INR",
        ["roupies"] = "INR",
        ["INR"] = "INR",
    };

    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mille"] = 1e3m,
        ["thousand"] = 1e3m,
        ["k"] = 1e3m,
        ["million"] = 1e6m,
        ["millions"] = 1e6m,
        ["m"] = 1e6m,
        ["mn"] = 1e6m,
        ["mio"] = 1e6m,
        ["millionen"] = 1e6m,
        ["millones"] = 1e6m,
        ["milioni"] = 1e6m,
        ["milliard"] = 1e9m,
        ["milliards"] = 1e9m,
        ["md"] = 1e9m,
        ["mds"] = 1e9m,
        ["mrd"] = 1e9m,
        ["milliarde"] = 1e9m,
        ["milliarden"] = 1e9m,
        ["miliardi"] = 1e9m,
        ["bn"] = 1e9m,
        ["b"] = 1e9m,
        ["billion"] = 1e9m,
        ["billions"] = 1e9m,
        ["trillion"] = 1e12m,
        ["trillions"] = 1e12m,
        ["tn"] = 1e12m,
        ["billionen"] = 1e12m,
        ["billones"] = 1e12m,
    };

    /// <summary>Words after "2.5 billion" that leave it a sum of the currency named before: what is counted is not named.</summary>
    private static readonly HashSet<string> Bare = new(
        ["sur", "d'ici", "pour", "en", "et", "ou", "à", "au", "par", "dans", "avant", "l", "over", "by", "for", "in", "to", "and", "or", "from", "a", "until", "für", "über", "bis"],
        StringComparer.OrdinalIgnoreCase);

    public static List<AmountFact> Find(FactText text)
    {
        var found = new List<AmountFact>();
        (int Sentence, string Currency) carried = (-1, "");
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!text.IsNumber(i))
                continue;
            var sentence = text.SentenceIndex(i);
            if (At(text, i, carried.Sentence == sentence ? carried.Currency : null) is not { } amount)
                continue;
            carried = (sentence, amount.Currency);
            found.Add(new(amount.Value, amount.Currency, text.Between(amount.First, amount.End), text.SentenceText(i)));
            i = amount.End - 1;
        }

        return found;
    }

    private static (decimal Value, string Currency, int First, int End)? At(FactText text, int i, string? carried)
    {
        if (Numbers.Read(text, i, out var next) is not { } number)
            return null;
        var scaled = Scale(text, ref next, out var scale);
        var before = CurrencyBefore(text, i, out var first);
        var end = next;
        var currency = before ?? CurrencyAfter(text, next, out end);
        if (currency is null && scaled && carried is not null && IsBare(text, next))
            (currency, end) = (carried, next);
        var value = number * scale;
        return currency is null || value > 1e16m ? null
            : (value == decimal.Truncate(value) ? decimal.Truncate(value) : value, currency, first, before is null ? end : next);
    }

    private static bool Scale(FactText text, ref int next, out decimal scale)
    {
        scale = 1;
        // "2-million" and "M€" alike; a lone letter only where it adjoins the number or the currency: "30 M€", "$5B".
        var at = text.IsSign(next, '-') && text.Adjoins(next) ? next + 1 : next;
        if (!Scales.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[at], out var found))
            return false;
        if (text[at].Length == 1 && !text.Adjoins(at - 1) && !(text.Adjoins(at) && CurrencyAt(text, at + 1) is not null))
            return false;
        scale = found;
        next = at + 1;
        return true;
    }

    private static string? CurrencyBefore(FactText text, int i, out int first)
    {
        first = i - 1;
        var currency = CurrencyAt(text, first);
        if (currency is null || (text.IsWord(first) && text[first].Length > 3) || (text.IsWord(first) && !text.IsCapitalised(first)))
        {
            first = i;
            return null;
        }

        if (currency is "USD" && text.IsWord(first - 1) && text.Adjoins(first - 1) && text[first - 1] is "US" or "CA" or "A")
            first--;
        return currency;
    }

    /// <summary>"d'euros", "de dollars américains", "euros", "€", "livres sterling", "francs suisses".</summary>
    private static string? CurrencyAfter(FactText text, int next, out int end)
    {
        var at = next;
        if (text.Is(at, "d") && text[at + 1] is ['\'' or '’'])
            at += 2;
        else if (text.Is(at, "de") || text.Is(at, "di"))
            at++;
        end = at + 1;
        if (text.Is(at, "US") || text.Is(at, "livres"))
            end = ++at + 1;
        if ((text.Is(at, "francs") && text.Is(at + 1, "suisses")) || (text.Is(at, "Swiss") && text.Is(at + 1, "francs")))
        {
            end = at + 2;
            return "CHF";
        }

        return CurrencyAt(text, at);
    }

    private static string? CurrencyAt(FactText text, int at) =>
        at >= 0 && Currencies.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[at], out var currency) ? currency : null;

    private static bool IsBare(FactText text, int next) =>
        next >= text.Tokens.Count || !text.IsWord(next) || Bare.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[next]);
}
