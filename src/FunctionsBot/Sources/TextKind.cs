namespace FunctionsBot.Sources;

/// <summary>What an element's text is said to be.</summary>
internal enum TextKind
{
    /// <summary>Nothing is said, as in RSS: HTML where it looks like it.</summary>
    Unsaid,

    /// <summary>Text, as Atom's default is.</summary>
    Text,

    /// <summary>HTML or XHTML.</summary>
    Html,
}
