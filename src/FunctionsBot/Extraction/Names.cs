using System.Buffers;
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
    private static readonly FrozenSet<string> ChromeNames = Vocabulary.Set("names.txt", "chrome");
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ChromeWords = ChromeNames.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<string> ChromePhrases = SearchValues.Create(Hyphened("chrome-phrases"), StringComparison.Ordinal);
    private static readonly SearchValues<string> PlainNames = SearchValues.Create(Hyphened("plain"), StringComparison.Ordinal);
    private static readonly string[] Lead = Hyphened("lead");
    private static readonly SearchValues<string> BodyNames = SearchValues.Create(Hyphened("body"), StringComparison.Ordinal);

    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, NameKind> _kinds = [];

    /// <summary>The words of an element's class names and id, see <see cref="Node.Label"/>.</summary>
    public string Label(Node node)
    {
        var label = Cached(node["class"]);
        var id = Cached(node["id"]);
        return label.Length == 0 ? id : id.Length == 0 ? label : label + id;
    }

    /// <summary>What the names of one element say.</summary>
    public NameKind Of(Node node)
    {
        if (node.Label.Length == 0)
            return NameKind.Plain;
        if (!_kinds.TryGetValue(node.Label, out var kind))
            _kinds[node.Label] = kind = Read(node.Label);
        return kind;
    }

    private string Cached(string? names)
    {
        if (names is null || names.Length is 0 or > 1000)
            return "";
        if (!_labels.TryGetValue(names, out var label))
            _labels[names] = label = Joined(names);
        return label;
    }

    /// <summary>Words of a name joined and surrounded by hyphens: <c>-article-share-bar-</c>.</summary>
    private static string Joined(string names)
    {
        var joined = new StringBuilder(names.Length + 8).Append('-');
        var lower = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var c = names[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (joined[^1] != '-')
                    joined.Append('-');
                lower = 0;
                continue;
            }

            // Two capitals, or fewer than three letters before one, are no words but a generated name such as "hJpRRP".
            if (lower >= 3 && char.IsAsciiLetterUpper(c) && i + 1 < names.Length && char.IsAsciiLetterLower(names[i + 1]))
                joined.Append('-');
            lower = char.IsAsciiLetterLower(c) ? lower + 1 : 0;
            joined.Append(char.ToLowerInvariant(c));
        }

        return joined[^1] == '-' ? joined.ToString() : joined.Append('-').ToString();
    }

    /// <summary>Whether an element is named as a standfirst.</summary>
    public static bool IsLead(Node node) => node.Label.Length > 0 && node.IsNamed(Lead);

    private static NameKind Read(string joined)
    {
        var names = joined.AsSpan();
        if (names.ContainsAny(BodyNames))
            return NameKind.Body;
        if (names.ContainsAny(PlainNames))
            return NameKind.Plain;
        if (names.ContainsAny(ChromePhrases))
            return NameKind.Chrome;
        foreach (var range in names.Split('-'))
        {
            if (ChromeWords.Contains(names[range]))
                return NameKind.Chrome;
        }

        return NameKind.Plain;
    }

    private static string[] Hyphened(string section) => [.. Vocabulary.Section("names.txt", section).Select(p => $"-{p}-")];
}
