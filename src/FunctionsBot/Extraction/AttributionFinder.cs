using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using FunctionsBot.Domain;

namespace FunctionsBot.Extraction;

/// <summary>Finds whose text a page carries, where it says that it is somebody else's, or shows it.</summary>
internal static class AttributionFinder
{
    private const string File = "attributions.txt";
    private const int Ends = 4;
    private const int Edge = 300;

    private static readonly FrozenDictionary<string, string> Hosts = Vocabulary.Pairs(File, "hosts");
    private static readonly FrozenDictionary<string, string> AgencyNames = Vocabulary.Pairs(File, "agencies");
    private static readonly SearchValues<string> AgencySigns = SearchValues.Create([.. AgencyNames.Keys], StringComparison.Ordinal);
    private static readonly SearchValues<string> Triggers =
        SearchValues.Create([.. Vocabulary.Section(File, "triggers")], StringComparison.OrdinalIgnoreCase);

    private static readonly Regex[] Lines = Vocabulary.Patterns(File, "lines", RegexOptions.IgnoreCase);
    private static readonly Regex[] AgencyAuthors = Vocabulary.Patterns(File, "agency-authors", RegexOptions.IgnoreCase);
    private static readonly Regex[] SignLines = Vocabulary.Patterns(File, "signs");
    private static readonly Regex[] AgencyLines = [.. Vocabulary.Section(File, "agency-lines").Select(AgencyPattern)];
    private static readonly (Regex Pattern, string Name)[] House =
        [.. Vocabulary.Pairs(File, "house").Select(h => (Vocabulary.Pattern(h.Key, RegexOptions.IgnoreCase), h.Value))];

    /// <summary>Reads the lines of a page, chrome included, strongest evidence first.</summary>
    /// <param name="lines">All lines of the page.</param>
    /// <param name="article">The article's own lines.</param>
    /// <param name="authors">Who is named as the author.</param>
    /// <param name="address">Where the page was read.</param>
    /// <param name="site">The site's own name: nobody is a copy of himself.</param>
    /// <param name="house">Whether a publisher's usual wording counts: not on a page that declares a paywall of its own.</param>
    public static Attribution? Find(
        IReadOnlyList<string> lines,
        IReadOnlyList<string> article,
        IReadOnlyList<string> authors,
        Uri address,
        string? site,
        bool house = true)
    {
        var found = lines.Select(FromLine)
            .Concat(Agency(article))
            .Append(FromSign(article))
            .Concat(authors.Select(FromAuthor))
            .Concat(house ? lines.Select(FromHouse) : []);
        return found.FirstOrDefault(a => a is not null && !IsSelf(a.Name, address, site));
    }

    /// <summary>From an address on another site that the page gives as its original.</summary>
    public static Attribution? FromAddress(Uri? original, Uri address, string evidence) =>
        original is not null && Domain(original.Host) != Domain(address.Host) && !original.IsLoopback && !address.IsFile
            ? new Attribution(NameOf(original.Host), $"{evidence}: {original}", original)
            : null;

    /// <summary>Whether a line does nothing but name a source.</summary>
    public static bool IsSourceLine(string line) =>
        line.Length < 200 && line.AsSpan().ContainsAny(Triggers)
        && Lines.Any(p => p.Match(line) is { Success: true } m && m.Length > line.Length * 0.6);

    /// <summary>A publisher's name by its host; the host itself where it is not a known one.</summary>
    public static string NameOf(string host)
    {
        var bare = host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
        for (var rest = bare; rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Hosts.TryGetValue(rest, out var name))
                return name;
        }

        return bare;
    }

    private static Attribution? FromLine(string line)
    {
        if (line.Length > 400 || !line.AsSpan().ContainsAny(Triggers))
            return null;
        foreach (var pattern in Lines)
        {
            if (pattern.Match(line) is { Success: true } match)
                return Named(match.Groups["name"].Value.Trim().TrimEnd('.', '»', '"'), line);
        }

        return null;
    }

    private static Attribution Named(string name, string evidence)
    {
        var text = name.Contains("://", StringComparison.Ordinal) ? name : "https://" + name;
        var isHost = !name.Contains(' ', StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal);
        if (isHost && Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return new Attribution(NameOf(uri.Host), evidence, uri.AbsolutePath.Length > 1 ? uri : null);
        return new Attribution(AgencyNames.GetValueOrDefault(name, name), evidence);
    }

    /// <summary>An agency's sign counts in the first and last paragraphs; in the middle it names who said something.</summary>
    private static IEnumerable<Attribution?> Agency(IReadOnlyList<string> article)
    {
        for (var i = 0; i < article.Count; i++)
        {
            if (i >= Ends && i < article.Count - Ends)
                continue;
            var edges = Edges(article[i]);
            if (!edges.AsSpan().ContainsAny(AgencySigns))
                continue;
            foreach (var pattern in AgencyLines)
            {
                if (pattern.Match(edges) is { Success: true } match && AgencyNames.TryGetValue(match.Groups["name"].Value, out var name))
                    yield return new Attribution(name, match.Value.Trim());
            }
        }
    }

    /// <summary>Signs stand at the start or the end; a paragraph of megabytes is somebody's attack on the patterns.</summary>
    private static string Edges(string paragraph) =>
        paragraph.Length <= 4 * Edge ? paragraph : string.Concat(paragraph.AsSpan(0, Edge), "\n", paragraph.AsSpan(paragraph.Length - Edge));

    private static Attribution? FromAuthor(string author)
    {
        if (AgencyNames.TryGetValue(author, out var name))
            return new Attribution(name, author);
        return AgencyAuthors.Any(p => p.IsMatch(author)) ? new Attribution(author, author) : null;
    }

    /// <summary>The sign of an agency nobody listed, at the head of its report.</summary>
    private static Attribution? FromSign(IReadOnlyList<string> article)
    {
        foreach (var line in article.Take(Ends))
        {
            foreach (var pattern in SignLines)
            {
                if (pattern.Match(Edges(line)) is { Success: true } match)
                    return new Attribution(match.Groups["name"].Value, match.Value.TrimEnd(' ', '–', '—', '-'));
            }
        }

        return null;
    }

    private static Attribution? FromHouse(string line)
    {
        if (!line.AsSpan().ContainsAny(Triggers))
            return null;
        foreach (var (pattern, name) in House)
        {
            if (pattern.Match(line) is { Success: true } match)
                return new Attribution(name, match.Value) { Weak = true };
        }

        return null;
    }

    private static bool IsSelf(string name, Uri address, string? site)
    {
        var bare = LineCleaner.Bare(name);
        return bare.Length < 2 || bare == LineCleaner.Bare(NameOf(address.Host)) || (site is not null && bare == LineCleaner.Bare(site))
            || Domain(name) == Domain(address.Host);
    }

    /// <summary>The part of a host that is bought: two labels, three under country second levels such as co.uk.</summary>
    private static string Domain(string host)
    {
        var labels = host.ToLowerInvariant().Split('.');
        var keep = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3 ? 3 : 2;
        return string.Join('.', labels.TakeLast(keep));
    }

    /// <summary>Agencies sign in their own capitals: "AP" is one, "ap" is not.</summary>
    private static Regex AgencyPattern(string pattern)
    {
        var signs = string.Join('|', AgencyNames.Keys.OrderByDescending(k => k.Length).Select(Regex.Escape));
        return Vocabulary.Pattern(pattern.Replace("AGENCY", signs, StringComparison.Ordinal));
    }
}
