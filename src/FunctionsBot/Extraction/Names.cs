using System.Collections.Frozen;
using System.Text;

namespace FunctionsBot.Extraction;

/// <summary>What an element's class names and id say of it.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Navigation, sharing, comments and the like.</summary>
    Chrome,

    /// <summary>The article's own text.</summary>
    Body,
}

/// <summary>Reads class names and ids. One for each page: names repeat, and each is read once.</summary>
internal sealed class Names
{
    private static readonly FrozenSet<string> s_chrome = Vocabulary.Set("names.txt", "chrome");
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_chromeWords = s_chrome.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly string[] s_chromePhrases = Hyphened("chrome-phrases");
    private static readonly string[] s_body = Hyphened("body");

    private readonly Dictionary<string, NameKind> _read = [];

    /// <summary>What the names of one element say.</summary>
    public NameKind Of(Node node)
    {
        var names = node.Names;
        if (names.Length is 0 or > 1000)
            return NameKind.Plain;
        if (!_read.TryGetValue(names, out var kind))
            _read[names] = kind = Read(names);
        return kind;
    }

    /// <summary>Words of a name joined and surrounded by hyphens: <c>-article-share-bar-</c>.</summary>
    public static string Joined(string names)
    {
        var joined = new StringBuilder(names.Length + 8).Append('-');
        var lower = false;
        foreach (var c in names)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (joined[^1] != '-')
                    joined.Append('-');
                lower = false;
                continue;
            }

            if (lower && char.IsAsciiLetterUpper(c))
                joined.Append('-');
            lower = char.IsAsciiLetterLower(c);
            joined.Append(char.ToLowerInvariant(c));
        }

        return joined[^1] == '-' ? joined.ToString() : joined.Append('-').ToString();
    }

    private static NameKind Read(string names)
    {
        var joined = Joined(names);
        foreach (var phrase in s_body)
        {
            if (joined.Contains(phrase, StringComparison.Ordinal))
                return NameKind.Body;
        }

        foreach (var phrase in s_chromePhrases)
        {
            if (joined.Contains(phrase, StringComparison.Ordinal))
                return NameKind.Chrome;
        }

        foreach (var range in joined.AsSpan().Split('-'))
        {
            if (s_chromeWords.Contains(joined.AsSpan(range)))
                return NameKind.Chrome;
        }

        return NameKind.Plain;
    }

    private static string[] Hyphened(string section) => [.. Vocabulary.Section("names.txt", section).Select(p => $"-{p}-")];
}
