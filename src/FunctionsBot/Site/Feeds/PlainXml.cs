using System.Text;
using System.Xml;

namespace FunctionsBot.Site.Feeds;

/// <summary>Text as documents may hold it.</summary>
internal static class PlainXml
{
    /// <summary>Without what no XML document may hold: control characters and halves of surrogate pairs (XML 1.0 §2.2).</summary>
    public static string Text(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string Line(string text) => string.Join(' ', Text(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || !XmlConvert.IsXmlChar(c))
            {
                return false;
            }
        }

        return true;
    }
}
