using System.Globalization;
using System.Net;
using System.Text;

namespace FunctionsBot.Digests;

/// <summary>
/// Cuts Telegram HTML into messages. A message holds 4096 UTF-16 units after its markup is parsed, and 100 formatted spans.
/// Source: https://core.telegram.org/bots/api#sendmessage and https://limits.tginfo.me/en.
/// </summary>
internal static class TelegramText
{
    /// <summary>UTF-16 units of visible text in a message.</summary>
    public const int Limit = 4096;

    /// <summary>Formatted spans (links, bold, …) in a message; Telegram drops the format of the rest.</summary>
    public const int SpanLimit = 100;

    /// <summary>A heap of combining marks is one "character" too: longer ones may be cut.</summary>
    private const int LongestAtom = 32;

    /// <summary>Deeper nesting is text: no message needs it, and each open tag costs a span in every part.</summary>
    private const int Deepest = 16;

    private static readonly HashSet<string> Tags =
    [
        "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "span", "tg-spoiler", "tg-emoji",
    ];

    /// <summary>The kinds of places to cut at, worst first.</summary>
    private enum Gap
    {
        Inside,
        Word,
        Line,
        Paragraph,
    }

    /// <summary>
    /// Splits between paragraphs, else lines, else words, else characters as people see them; tags open at a cut are closed
    /// and opened again. Anything that is no Telegram tag is text; a message of white space alone, which Telegram refuses, is
    /// left out.
    /// </summary>
    public static IReadOnlyList<string> Split(string html, int limit = Limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, LongestAtom * 2);
        var atoms = Parse(html);
        var parts = new List<string>();
        var open = new List<Atom>();
        for (var start = 0; start < atoms.Count;)
        {
            var end = End(atoms, start, open.Count, limit);
            var part = Write(atoms, start, end, open);
            if (part is not null)
            {
                parts.Add(part);
            }

            start = end;
        }

        return parts;
    }

    /// <summary>The text a reader sees, as Telegram counts it.</summary>
    public static string Visible(string html) => string.Concat(Parse(html).Where(a => a.Tag is null).Select(a => a.Text));

    /// <summary>Where a message that starts at <paramref name="start"/> ends: at the best gap that leaves it at least half full, else at the best there is.</summary>
    private static int End(List<Atom> atoms, int start, int inherited, int limit)
    {
        var (length, spans) = (0, inherited);
        var full = new int[4];
        var any = new int[4];
        var at = start;
        for (; at < atoms.Count; at++)
        {
            var atom = atoms[at];
            length += atom.Tag is null ? atom.Text.Length : 0;
            spans += atom is { Tag: not null, Closes: false } ? 1 : 0;
            if (length > limit || spans > SpanLimit)
            {
                break;
            }

            if (atom.Tag is null || atom.Closes)
            {
                var gap = (int)GapAfter(atoms, at);
                any[gap] = at + 1;
                full[gap] = length * 2 >= limit || spans * 2 >= SpanLimit ? at + 1 : full[gap];
            }
        }

        if (at == atoms.Count)
        {
            return at;
        }

        var best = full[3] > 0 ? full[3] : full[2] > 0 ? full[2] : full[1] > 0 ? full[1] : any.Skip(1).Max() is > 0 and var gapped ? gapped : any[0];
        // One tag after another without text between: cut right there, and the next message has room for them.
        return best > start ? best : Math.Max(at, start + 1);
    }

    private static Gap GapAfter(List<Atom> atoms, int at)
    {
        // A closing tag belongs to the text before it.
        if (at + 1 < atoms.Count && atoms[at + 1].Closes)
        {
            return Gap.Inside;
        }

        while (at >= 0 && atoms[at].Tag is not null)
        {
            at--;
        }

        if (at < 0)
        {
            return Gap.Inside;
        }

        return atoms[at].Text switch
        {
            "\n" or "\r\n" => at > 0 && atoms[at - 1].Text is "\n" or "\r\n" ? Gap.Paragraph : Gap.Line,
            " " => Gap.Word,
            _ => Gap.Inside,
        };
    }

    private static string? Write(List<Atom> atoms, int start, int end, List<Atom> open)
    {
        var part = new StringBuilder();
        var blank = true;
        foreach (var tag in open)
        {
            part.Append(tag.Text);
        }

        for (var i = start; i < end; i++)
        {
            var atom = atoms[i];
            blank &= atom.Tag is not null || string.IsNullOrWhiteSpace(atom.Text);
            part.Append(atom.Tag is null ? Markup.Escape(atom.Text) : atom.Text);
            if (atom.Closes)
            {
                open.RemoveAt(open.Count - 1);
            }
            else if (atom.Tag is not null)
            {
                open.Add(atom);
            }
        }

        for (var i = open.Count - 1; i >= 0; i--)
        {
            part.Append("</").Append(open[i].Tag).Append('>');
        }

        return blank ? null : part.ToString();
    }

    /// <summary>Tags that nest, and text in pieces that are not cut: characters as people see them, entities decoded.</summary>
    private static List<Atom> Parse(string html)
    {
        var atoms = new List<Atom>();
        var open = new Stack<string>();
        var text = new StringBuilder();
        for (var at = 0; at < html.Length;)
        {
            if (html[at] == '<' && TagAt(html, at, open) is { } tag)
            {
                AddText(atoms, text);
                atoms.Add(tag.Atom);
                at = tag.End;
                continue;
            }

            var next = html.IndexOf('<', at + 1);
            next = next < 0 ? html.Length : next;
            text.Append(WebUtility.HtmlDecode(html[at..next]));
            at = next;
        }

        AddText(atoms, text);
        while (open.TryPop(out var name))
        {
            atoms.Add(new Atom($"</{name}>", name, Closes: true));
        }

        return atoms;
    }

    /// <summary>The tag at a "&lt;"; null if it is no tag, or closes what is not the innermost open one.</summary>
    private static (Atom Atom, int End)? TagAt(string html, int at, Stack<string> open)
    {
        var end = html.IndexOf('>', at);
        if (end < 0)
        {
            return null;
        }

        var inner = html.AsSpan(at + 1, end - at - 1);
        var closes = inner.StartsWith("/");
        var name = inner[(closes ? 1 : 0)..];
        var attributes = name.IndexOf(' ');
        name = attributes < 0 ? name : name[..attributes];
        if (!Tags.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known) || inner.Contains('<') || (closes && attributes >= 0))
        {
            return null;
        }

        if (!closes)
        {
            if (open.Count == Deepest)
            {
                return null;
            }

            open.Push(known);
        }
        else if (!open.TryPeek(out var innermost) || innermost != known)
        {
            return null;
        }
        else
        {
            open.Pop();
        }

        return (new Atom(html[at..(end + 1)], known, closes), end + 1);
    }

    private static void AddText(List<Atom> atoms, StringBuilder text)
    {
        var run = text.ToString();
        text.Clear();
        for (var at = 0; at < run.Length;)
        {
            var step = StringInfo.GetNextTextElementLength(run, at);
            step = step <= LongestAtom ? step : char.IsHighSurrogate(run[at]) && at + 1 < run.Length && char.IsLowSurrogate(run[at + 1]) ? 2 : 1;
            atoms.Add(new Atom(run.Substring(at, step), null, Closes: false));
            at += step;
        }
    }

    /// <summary>A piece that is never cut: a tag as it is written, or a bit of visible text.</summary>
    private sealed record Atom(string Text, string? Tag, bool Closes);
}
