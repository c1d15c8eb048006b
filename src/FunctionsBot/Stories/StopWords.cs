using System.Collections.Frozen;

namespace FunctionsBot.Stories;

/// <summary>Words that tell nothing about which happening a text is about: grammar, and the small change of news writing, folded.</summary>
internal static class StopWords
{
    private const string English =
        "a about above after again against all also am an and any are as at be because been before being below between both but by can could "
        + "did do does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into is "
        + "it its itself just like many may me might more most much must my myself no nor not now of off on once one only or other our ours out "
        + "over own same say says said she should since so some such than that the their theirs them themselves then there these they this those "
        + "through to told too two under until up upon us very was we were what when where which while who whom whose why will with would you your "
        + "yours yourself according first last week day days month year years time people new made make get got go going still even yet well back "
        + "am pm gmt est edt posted updated published mr mrs ms dr reported report reports news read story press agency dear";

    private const string French =
        "ai aie ainsi alors apres au aucun aucune aujourd aura aurait aussi autre autres aux avait avant avec avoir c ca car ce cela celle celles "
        + "celui ces cet cette ceux chaque chez ci comme comment contre d dans de deja depuis des deux dit dont du elle elles en encore entre est et "
        + "etaient etait ete etre eu eux fait faire fois font ici il ils j je jour jours jusqu l la le les leur leurs lors lui m ma mais me meme memes "
        + "mes moi moins mois mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pourrait "
        + "premier premiere pres qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera serait ses si soit son sont sous sur t ta "
        + "te tel telle tous tout toute toutes tres trop tu un une vers via voir vos votre vous y an annee annees ans apres nouveau nouvelle "
        + "ia cher chere chers cheres madame monsieur afp reuters publie article lire actualite";

    private static readonly FrozenSet<string> All = $"{English} {French}".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = All.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> folded) => BySpan.Contains(folded);
}
