namespace FunctionsBot.Extraction;

/// <summary>
/// Finds when a page was first published and last changed: what machines are told first, then times marked up, then words near the title,
/// then the address. Nothing later than the fetch is believed, and a date in the site's header is the day of the visit, not the article's.
/// </summary>
internal static class DateFinder
{
    private static readonly string[] MetaPublished = [.. Vocabulary.Section("dates.txt", "meta-published")];
    private static readonly string[] MetaModified = [.. Vocabulary.Section("dates.txt", "meta-modified")];
    private static readonly Phrases PublishedNames = new(Vocabulary.Section("dates.txt", "published"));
    private static readonly Phrases ModifiedNames = new(Vocabulary.Section("dates.txt", "modified"));
    private static readonly string[] JsonKeys = [.. Vocabulary.Section("dates.txt", "json-keys").Select(k => $"\"{k}\"")];
    private static readonly string[] DateNames =
        ["-date", "-time-", "-publish", "-pubdate", "-pub-", "-timestamp", "-posted", "-datum", "-fecha"];

    private const int LongestLine = 160;
    private const int Near = 40;

    /// <summary>Structured data that says at most this much later than the page shows was written when the page was changed.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>First published.</summary>
    public static DateTimeOffset? Published(Page page, DateTimeOffset? listed)
    {
        var declared = Past(page, DateReader.Machine(page.Data["datePublished"])) ?? MetaDate(page, MetaPublished);
        if (declared is { } day)
            return Shown(page, day) ?? day;
        return Past(page, listed) ?? Marked(page, "datePublished") ?? InPage(page)
            ?? InScripts(page)
            ?? Past(page, DateReader.Machine(page.Data["dateCreated"]))
            ?? Past(page, DateReader.Machine(page.Data["uploadDate"]))
            ?? Modified(page);
    }

    /// <summary>The first date under a telling name anywhere in the page's source: <c>"publishedDate":"2025-03-14"</c>.</summary>
    private static DateTimeOffset? InScripts(Page page)
    {
        foreach (var key in JsonKeys)
        {
            var at = page.Source.IndexOf(key, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var rest = page.Source.AsSpan(at + key.Length).TrimStart(" :\"\\");
            var end = rest.IndexOfAny("\",\\}");
            if (end is > 7 and < 40 && Past(page, DateReader.Machine(rest[..end].ToString())) is { } date)
                return date;
        }

        return null;
    }

    private static DateTimeOffset? InPage(Page page) =>
        FirstTime(page, page.Home)
        ?? Past(page, DateReader.InAddress(page.Address))
        ?? Past(page, page.Canonical is { } canonical ? DateReader.InAddress(canonical) : null)
        ?? InWords(page.Lines, PublishedNames, page.Fetched)
        ?? Named(page)
        ?? NearTitle(page)
        ?? FirstTime(page, page.Tree.Root);

    /// <summary>
    /// What readers are shown, where it is the neighbouring day: machines are often told the time in UTC, and the page's own day is the one
    /// people quote. A time marked up some days earlier is the first publication, and the declared one a later edition's.
    /// </summary>
    private static DateTimeOffset? Shown(Page page, DateTimeOffset declared)
    {
        if (FirstTime(page, page.Home, marked: true) is { } marked && marked < declared.AddDays(-1) && marked >= declared - Soon)
            return marked;
        foreach (var passage in page.Passages.Where(p => p.Owner.IsIn(page.Home) && p.Text.Length < LongestLine).Take(Near))
        {
            foreach (var found in DateReader.In(passage.Text))
            {
                if (IsModified(passage.Text, found) || !IsPast(found.Value, page.Fetched))
                    continue;
                var days = Math.Abs((found.Value.Date - declared.Date).TotalDays);
                return days == 1 && !InTeaser(passage.Owner, page) ? found.Value : null;
            }
        }

        return null;
    }

    private static bool IsModified(string line, FoundDate found) =>
        EndsWith(Words.Fold(line.AsSpan(0, found.Index)).TrimEnd(' ', ':', ',', '-'), ModifiedNames);

    /// <summary>Last changed.</summary>
    public static DateTimeOffset? Modified(Page page) =>
        Past(page, DateReader.Machine(page.Data["dateModified"]))
        ?? MetaDate(page, MetaModified)
        ?? Marked(page, "dateModified")
        ?? InWords(page.Lines, ModifiedNames, page.Fetched);

    /// <summary>The first date after a word such as "published" or "publié le", in lines that are no sentences.</summary>
    public static DateTimeOffset? PublishedIn(IReadOnlyList<string> lines, DateTimeOffset fetched) => InWords(lines, PublishedNames, fetched);

    /// <summary>The first date after a word such as "updated" or "modifié le".</summary>
    public static DateTimeOffset? ModifiedIn(IReadOnlyList<string> lines, DateTimeOffset fetched) => InWords(lines, ModifiedNames, fetched);

    /// <summary>Whether a date can be believed. A day of tolerance is for time zones.</summary>
    public static bool IsPast(DateTimeOffset date, DateTimeOffset fetched) => date.Year >= 1990 && date <= fetched.AddDays(1);

    private static DateTimeOffset? Past(Page page, DateTimeOffset? date) => date is { } d && IsPast(d, page.Fetched) ? Clamp(d, page.Fetched) : null;

    /// <summary>Never after the fetch: a date of "today" without its time zone may be some hours ahead.</summary>
    private static DateTimeOffset Clamp(DateTimeOffset date, DateTimeOffset fetched) => date > fetched ? fetched : date;

    private static DateTimeOffset? MetaDate(Page page, string[] names)
    {
        foreach (var name in names)
        {
            if (Past(page, DateReader.Machine(page.Meta(name))) is { } date)
                return date;
        }

        return null;
    }

    private static DateTimeOffset? Marked(Page page, string property)
    {
        foreach (var node in page.Tree.All)
        {
            if (node["itemprop"] is { } p && p.Contains(property, StringComparison.OrdinalIgnoreCase)
                && Past(page, DateReader.Machine(node["content"] ?? node["datetime"] ?? node.InnerText(60))) is { } date)
                return date;
        }

        return null;
    }

    /// <summary>The first time element in or near the article; those of teasers never count.</summary>
    private static DateTimeOffset? FirstTime(Page page, Node home, bool marked = false)
    {
        foreach (var node in page.Tree.In(home))
        {
            if (node.Tag is "time" or "abbr" && (!marked || node["datetime"] is not null) && !InTeaser(node, page)
                && Past(page, DateReader.Machine(node["datetime"] ?? node["title"] ?? node.InnerText(60))) is { } date)
                return date;
        }

        return null;
    }

    /// <summary>What holds the article itself is no teaser, whatever its name ("with-sidebar").</summary>
    private static bool InTeaser(Node node, Page page)
    {
        for (var n = node; n is not null && page.Body?.IsIn(n) != true; n = n.Parent)
        {
            if (n.Tag is "nav" or "footer" or "aside" || (n.Tag == "li" && n.Headlines > 0) || n.IsNamed("-related", "-comment", "-teaser", "-sidebar"))
                return true;
        }

        return false;
    }

    /// <summary>Whether a line says when something was published or changed, and is no sentence.</summary>
    public static bool SaysPublished(string line)
    {
        if (Words.EndsSentence(line))
            return false;
        foreach (var found in DateReader.In(line))
        {
            var before = Words.Fold(line.AsSpan(0, found.Index)).TrimEnd(' ', ':', ',', '-');
            if (EndsWith(before, PublishedNames) || EndsWith(before, ModifiedNames))
                return true;
        }

        return false;
    }

    private static DateTimeOffset? InWords(IReadOnlyList<string> lines, Phrases words, DateTimeOffset fetched)
    {
        foreach (var line in lines)
        {
            if (line.Length > 300)
                continue;
            foreach (var found in DateReader.In(line))
            {
                var before = Words.Fold(line.AsSpan(0, found.Index)).TrimEnd(' ', ':', ',', '-');
                if (IsPast(found.Value, fetched) && EndsWith(before, words))
                    return Clamp(found.Value, fetched);
            }
        }

        return null;
    }

    /// <summary>Whether one of the last four words before a date starts one of the phrases.</summary>
    private static bool EndsWith(string before, Phrases words)
    {
        var at = before.Length;
        for (var i = 0; i < 4 && at > 0; i++)
        {
            at = before.LastIndexOf(' ', at - 1);
            if (words.StartOf(before[(at + 1)..].TrimStart('(', '|', '-')) is not null)
                return true;
            if (at < 0)
                break;
        }

        return false;
    }

    private static DateTimeOffset? Named(Page page)
    {
        foreach (var node in page.Tree.In(page.Home))
        {
            if (node.Label.Length == 0 || !node.IsNamed(DateNames) || InTeaser(node, page))
                continue;
            var text = node.InnerText(200);
            if (text.Length < 120 && DateReader.In(text).FirstOrDefault() is { Length: > 0 } found && Past(page, found.Value) is { } date)
                return date;
        }

        return null;
    }

    private static DateTimeOffset? NearTitle(Page page)
    {
        var heading = page.Passages.FindIndex(p => p.Owner.Tag == "h1");
        var around = heading < 0 ? [] : page.Passages.Skip(Math.Max(0, heading - 4)).Take(12);
        foreach (var passage in page.Passages.Where(p => p.Owner.IsIn(page.Home)).Concat(around))
        {
            if (passage.Text.Length >= LongestLine || Words.EndsSentence(passage.Text))
                continue;
            if (DateReader.In(passage.Text).FirstOrDefault() is { Length: > 0 } found && Past(page, found.Value) is { } date)
                return date;
        }

        return null;
    }
}
