using FunctionsBot.Watchlists;

namespace FunctionsBot.Site;

/// <content>Texts of finding, muting and explaining stories.</content>
internal static partial class Words
{
    public static readonly Text WordsToFind = new("Words", "Mots");
    public static readonly Text FindHint = new(
        "In the titles and the lead, in the query language of watchlists: souverain*, org:Mozilla, amount>1M, date:2026-03, NOT …",
        "Dans les titres et le chapeau, avec le langage des veilles : souverain*, org:Mozilla, amount>1M, date:2026-03, SAUF …");
    public static readonly Text AnyLanguage = new("Any", "Toutes");
    public static readonly Text AnyWatchlist = new("Any", "Toutes");
    public static readonly Text FoundBy = new("Found by the watchlist", "Trouvé par la veille");
    public static readonly Text MutedOnly = new("Muted only", "En sourdine seulement");
    public static readonly Text Find = new("Find", "Chercher");
    public static readonly Text FoundOne = new("1 story between {1} and {2}.", "1 sujet entre le {1} et le {2}.");
    public static readonly Text FoundMany = new("{0} stories between {1} and {2}.", "{0} sujets entre le {1} et le {2}.");
    public static readonly Text Mute = new("Mute", "Mettre en sourdine");
    public static readonly Text Unmute = new("Unmute", "Ôter la sourdine");
    public static readonly Text MuteText = new(
        "A muted story is told to nobody any more, in no alert and no digest, whatever joins it. It stays on the site.",
        "Un sujet en sourdine n’est plus signalé à personne, ni alerte ni résumé, quoi qui s’y ajoute. Il reste sur le site.");
    public static readonly Text MutedBy = new("Muted by {0}, {1}.", "Mis en sourdine par {0}, {1}.");
    public static readonly Text WhyFound = new("Which watchlists found it, and by which words", "Quelles veilles l’ont trouvé, et par quels mots");
    public static readonly Text FoundByNone = new("No watchlist has found it.", "Aucune veille ne l’a trouvé.");
    public static readonly Text MoveOrSplit = new("Move items to another story, or to one of their own", "Déplacer des articles vers un autre sujet, ou vers un sujet à part");
    public static readonly Text FoundAt = new("first found {0}", "trouvé d’abord le {0}");
    public static readonly Text FoundIn = new("in “{0}”", "dans « {0} »");
    public static readonly Text FoundByKind = new("No words: by its kind, its language or another field.", "Sans mots : par son type, sa langue ou un autre champ.");
    public static readonly Text FoundNoMore = new("The watchlist as it is now would no longer find it.", "La veille telle qu’elle est aujourd’hui ne le trouverait plus.");
    public static readonly Text AnswersTo = new("answers {0}", "répond à {0}");

    public static Text Of(MatchPlace place) => place switch
    {
        MatchPlace.Title => new("title", "titre"),
        MatchPlace.Text => new("text", "texte"),
        _ => new("what is known of the story", "ce qu’on sait du sujet"),
    };
}
