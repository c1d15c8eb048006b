namespace FunctionsBot.Sources;

/// <summary>The entities of one document: those it declares itself, and which it used without right.</summary>
internal sealed class FeedEntities
{
    private const int MostDeclared = 100;
    private const int Longest = 200;
    private Dictionary<string, string>? declared;

    /// <summary>HTML's names were used as if XML knew them.</summary>
    public bool HtmlNames { get; set; }

    /// <summary>An ampersand stood for itself.</summary>
    public bool BareAmpersand { get; set; }

    public string? Declared(string name) => declared?.GetValueOrDefault(name);

    /// <summary>
    /// Takes the entities of a doctype's internal subset that stand for plain text. Those that refer to others, or to files, are passed
    /// over: that is how entity bombs and file reads are made.
    /// </summary>
    public void Declare(ReadOnlySpan<char> doctype)
    {
        while (doctype.IndexOf("<!ENTITY", StringComparison.Ordinal) is >= 0 and var next)
        {
            doctype = doctype[(next + 8)..].TrimStart();
            var name = doctype[..Math.Max(0, doctype.IndexOfAny(" \t\r\n"))];
            var rest = doctype[name.Length..].TrimStart();
            if (name.IsEmpty || rest.IsEmpty || rest[0] is not ('"' or '\'')) continue;
            var end = rest[1..].IndexOf(rest[0]);
            if (end is < 0 or > Longest) continue;
            var value = rest.Slice(1, end);
            if (value.IndexOfAny('&', '<', '%') >= 0) continue;
            declared ??= [];
            if (declared.Count < MostDeclared) declared.TryAdd(name.ToString(), value.ToString());
        }
    }
}
