using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace FunctionsBot.Digests;

/// <summary>
/// HTML, for email or for Telegram. It is made of interpolated strings whose holes are escaped unless they are
/// <see cref="Markup"/> themselves, so that a forgotten escape cannot happen.
/// </summary>
internal readonly record struct Markup
{
    /// <summary>No browser or mail client is sure to follow more than this.</summary>
    private const int LongestLink = 2000;

    private readonly string? _html;

    private Markup(string html) => _html = html;

    /// <summary>Nothing.</summary>
    public static Markup None => default;

    /// <summary>UTF-8 bytes.</summary>
    public int Bytes => Encoding.UTF8.GetByteCount(ToString());

    /// <summary>The literal parts as they are, the holes escaped.</summary>
    public static Markup Of(Handler html) => new(html.ToString());

    /// <summary>A text with numbered holes, as in <see cref="string.Format(string, object[])"/>: it and the values are escaped, unless they are markup.</summary>
    public static Markup Format(string text, params object[] values) => new(string.Format(
        CultureInfo.InvariantCulture, Escape(text), [.. values.Select(v => v is Markup markup ? markup.ToString() : Escape(Convert.ToString(v, CultureInfo.InvariantCulture) ?? ""))]));

    /// <summary>One after another.</summary>
    public static Markup Join(string between, IEnumerable<Markup> parts) => new(string.Join(Escape(between), parts));

    /// <summary>The address where a link may lead there: http or https, no user name (which would pass for the host), not endless. Else null.</summary>
    public static string? Address(Uri? link) =>
        link is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" } && link.AbsoluteUri.Length <= LongestLink
            ? link.AbsoluteUri
            : null;

    /// <summary>A link; the text alone where the address may not be linked.</summary>
    /// <param name="link">Where to.</param>
    /// <param name="text">What is seen.</param>
    /// <param name="attributes">Further attributes, literal.</param>
    public static Markup Link(Uri? link, string text, Markup attributes = default) => Address(link) is { } address
        ? Of($"<a href=\"{address}\"{attributes}>{text}</a>")
        : Of($"{text}");

    /// <summary>
    /// Safe between tags and in double-quoted attributes. Telegram knows these four entities
    /// (https://core.telegram.org/bots/api#html-style).
    /// </summary>
    public static string Escape(string text) => text.AsSpan().IndexOfAny("&<>\"") < 0
        ? text
        : text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _html ?? "";

    /// <summary>Builds the HTML; called by the compiler.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + formattedCount * 24);

        public void AppendLiteral(string text) => _html.Append(text);

        public void AppendFormatted(string? text) => _html.Append(Escape(text ?? ""));

        public void AppendFormatted(Markup markup) => _html.Append(markup.ToString());

        public void AppendFormatted(int number) => _html.Append(number.ToString(CultureInfo.InvariantCulture));

        public override string ToString() => _html.ToString();
    }
}
