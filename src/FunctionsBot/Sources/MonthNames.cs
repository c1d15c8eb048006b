namespace FunctionsBot.Sources;

/// <summary>Months in French, English, German, Spanish and Italian.</summary>
internal static class MonthNames
{
    /// <summary>The month a word names or shortens. "Jui" could be June or July, and is neither.</summary>
    public static int Month(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 10) return 0;
        Span<char> plain = stackalloc char[word.Length];
        word.ToLowerInvariant(plain);
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = plain[i] switch { 'é' or 'è' or 'ê' => 'e', 'û' or 'ù' or 'ü' => 'u', 'ä' => 'a', var c => c };
        }

        if (plain is "jui") return 0;
        foreach (var (name, month) in Months)
        {
            if (name.AsSpan().StartsWith(plain)) return month;
        }

        return 0;
    }

    private static readonly (string Name, int Month)[] Months =
    [
        .. Named("janvier january enero gennaio januar jaenner janner", 1), .. Named("fevrier february febrero febbraio februar feber", 2),
        .. Named("mars march marzo marz maerz mrz", 3), .. Named("avril april abril aprile", 4), .. Named("mai may mayo maggio", 5),
        .. Named("juin june junio juni giugno", 6), .. Named("juillet july julio juli luglio", 7), .. Named("aout august agosto", 8),
        .. Named("septembre september septiembre settembre setiembre", 9), .. Named("octobre october octubre ottobre oktober", 10),
        .. Named("novembre november noviembre", 11), .. Named("decembre december diciembre dicembre dezember", 12),
    ];

    private static IEnumerable<(string, int)> Named(string names, int month) => names.Split(' ').Select(name => (name, month));
}
