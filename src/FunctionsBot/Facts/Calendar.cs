namespace FunctionsBot.Facts;

/// <summary>Names of months and weekdays in French, English, German, Spanish and Italian, with and without accents.</summary>
internal static class Calendar
{
    private static readonly string[] MonthNames =
    [
        "janvier january januar enero gennaio jan janv",
        "février fevrier february februar febrero febbraio feb févr",
        "mars march märz maerz marzo mar",
        "avril april abril aprile apr avr",
        "mai may mayo maggio",
        "juin june juni junio giugno jun",
        "juillet july juli julio luglio jul juil",
        "août aout august agosto aug",
        "septembre september septiembre settembre sep sept",
        "octobre october oktober octubre ottobre oct okt",
        "novembre november noviembre novembre nov",
        "décembre decembre december dezember diciembre dicembre dec déc dez",
    ];

    private static readonly string[] WeekdayNames =
    [
        "dimanche sunday sonntag domingo domenica",
        "lundi monday montag lunes lunedì",
        "mardi tuesday dienstag martes martedì",
        "mercredi wednesday mittwoch miércoles mercoledì",
        "jeudi thursday donnerstag jueves giovedì",
        "vendredi friday freitag viernes venerdì",
        "samedi saturday samstag sábado sabato",
    ];

    private static readonly HashSet<string> EnglishMonths = new(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
            "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, int> Months = Numbered(MonthNames, 1);

    private static readonly Dictionary<string, int> Weekdays = Numbered(WeekdayNames, 0);

    /// <summary>1 to 12, or 0.</summary>
    public static int MonthOf(ReadOnlySpan<char> word) => Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var month) ? month : 0;

    /// <summary>Whether the word is an English month: those stand before the day ("June 3").</summary>
    public static bool IsEnglishMonth(ReadOnlySpan<char> word) => EnglishMonths.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static DayOfWeek? WeekdayOf(ReadOnlySpan<char> word) =>
        Weekdays.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var day) ? (DayOfWeek)day : null;

    private static Dictionary<string, int> Numbered(string[] names, int from)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, forms) in names.Index())
        {
            foreach (var form in forms.Split(' '))
                numbers[form] = index + from;
        }

        return numbers;
    }
}
