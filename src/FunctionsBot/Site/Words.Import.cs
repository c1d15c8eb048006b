using FunctionsBot.Sources;

namespace FunctionsBot.Site;

/// <content>Texts of importing and exporting.</content>
internal static partial class Words
{
    public static readonly Text File = new("File", "Fichier");
    public static readonly Text LookAtFile = new("Look what it would change", "Voir ce qu’il changerait");
    public static readonly Text AnotherFile = new("Another file", "Un autre fichier");
    public static readonly Text ApplyImport = new("Take it in", "Importer");
    public static readonly Text Import = new("Import", "Importer");
    public static readonly Text ExportJson = new("Export as JSON", "Exporter en JSON");
    public static readonly Text ExportCsv = new("Export as CSV", "Exporter en CSV");
    public static readonly Text ExportOpml = new("Export as OPML", "Exporter en OPML");
    public static readonly Text ImportPlan = new(
        "Nothing is stored yet. New: {0}; changed: {1}; there already: {2}; with errors, left out: {3}.",
        "Rien n’est encore enregistré. Nouveaux : {0} ; modifiés : {1} ; déjà là : {2} ; avec erreurs, laissés de côté : {3}.");
    public static readonly Text ImportMore = new("And {0} more lines.", "Et {0} autres lignes.");
    public static readonly Text ImportChanged = new(
        "Somebody changed something meanwhile, so this is what the file would do now. Nothing is stored yet.",
        "Quelque chose a été modifié entre-temps : voici ce que le fichier ferait maintenant. Rien n’est encore enregistré.");
    public static readonly Text NoFile = new("Choose a file of at most 3 MB.", "Choisissez un fichier de 3 Mo au plus.");
    public static readonly Text EmptyFile = new("There is nothing in this file.", "Ce fichier ne contient rien.");
    public static readonly Text Line = new("Line", "Ligne");
    public static readonly Text WhatBecomes = new("What becomes of it", "Ce qu’il en advient");
    public static readonly Text ImportWatchlists = new("Import watchlists", "Importer des veilles");
    public static readonly Text ImportWatchlistsText = new(
        "A JSON or CSV file as exported here. A watchlist is known by its id, else by its name; what a line does not say stays as it is.",
        "Un fichier JSON ou CSV tel qu’exporté ici. Une veille est reconnue à son identifiant, sinon à son nom ; ce qu’une ligne ne dit pas reste tel quel.");
    public static readonly Text ImportSources = new("Import sources", "Importer des sources");
    public static readonly Text ImportSourcesText = new(
        "OPML from a feed reader, or CSV from a spreadsheet with a column \"address\". A source is known by its id, else by its address; what the list does not say stays as it is.",
        "OPML d’un lecteur de flux, ou CSV d’un tableur avec une colonne « adresse ». Une source est reconnue à son identifiant, sinon à son adresse ; ce que la liste ne dit pas reste tel quel.");
    public static readonly Text KindUnknown = new("There is no kind \"{0}\"; write one of {1}.", "Il n’y a pas de type « {0} » ; écrivez l’un de {1}.");
    public static readonly Text LanguageUnknown = new("\"{0}\" is no two-letter language code such as fr.", "« {0} » n’est pas un code de langue à deux lettres comme fr.");
    public static readonly Text IdUnfit = new("\"{0}\" cannot be an id: lower-case letters, digits and dashes, at most 56.", "« {0} » ne peut être un identifiant : minuscules, chiffres et tirets, 56 au plus.");
    public static readonly Text LineTwice = new("It is in line {0} already.", "Il est déjà à la ligne {0}.");
    public static readonly Text QueryTooLong = new("Its query is longer than {0} characters.", "Sa requête dépasse {0} caractères.");

    public static Text Of(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Added => new("new", "nouveau"),
        ImportOutcome.Updated => new("changed", "modifié"),
        ImportOutcome.Unchanged => new("there already", "déjà là"),
        _ => new("left out", "laissé de côté"),
    };
}
