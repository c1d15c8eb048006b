using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Stories;

/// <summary>Later stages of one matter, on the labelled stories that were developed on: linked in its dossier, not merged.</summary>
public sealed class DossierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> LaterStages => new()
    {
        { "forum-2026-announced", "forum-2026-held" },
        { "lettre-editeurs", "lettre-editeurs-reponse" },
        { "loi-codepublic", "loi-codepublic-vote" },
        { "appel-petitsmodeles", "appel-petitsmodeles-laureats" },
        { "consultation-seuils", "consultation-seuils-synthese" },
        { "sommet-accra", "sommet-accra-tenu" },
    };

    public static TheoryData<string, string> LookAlikes => new()
    {
        { "forum-2025", "forum-2026-announced" },
        { "forum-2025", "forum-2026-held" },
        { "barometre-2025", "barometre-2026" },
        { "lettre-editeurs", "lettre-bibliotheques" },
        { "loi-codepublic", "loi-centres" },
        { "appel-petitsmodeles", "appel-voix" },
        { "licence-cormoran", "licence-harfang" },
        { "ville-grenelle", "ville-morlaix" },
        { "arret-carthage", "arret-utrecht" },
        { "petition-archives", "petition-ecoles" },
    };

    [Theory]
    [MemberData(nameof(LaterStages))]
    public async Task A_later_stage_stands_in_the_dossier_of_the_earlier_one(string earlier, string later)
    {
        var (tables, stories) = await Placed(earlier, later);

        var (first, second) = (Last(stories, earlier), Last(stories, later));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Id, second.Dossier);
        var dossier = await tables.Dossiers.Range(first.Id, cancel: Cancel).Select(row => row.Value).ToListAsync(Cancel);
        Assert.Equal([first.Id, second.Id], dossier.OrderBy(e => e.At).Select(e => e.StoryId));
    }

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public async Task What_is_merely_alike_opens_no_dossier(string one, string other)
    {
        var (_, stories) = await Placed(one, other);

        Assert.Null(Last(stories, one).Dossier);
        Assert.Null(Last(stories, other).Dossier);
    }

    [Theory]
    [InlineData("The Senate adopts the bill on public models", "Senators voted on Wednesday for the text.", StoryStage.Voted)]
    [InlineData("Le ministre répond à la lettre des éditeurs", "Deux mois après leur courrier, il promet un label.", StoryStage.Answered)]
    [InlineData("Une consultation publique sur les modèles ouverts", "Les contributions sont attendues jusqu'au 12 mai.", StoryStage.Consultation)]
    [InlineData("Les règles entrent en vigueur", "Elles s'appliquent depuis lundi, en vigueur partout.", StoryStage.InForce)]
    [InlineData("Rain over the lake", "Nothing to see.", StoryStage.Unknown)]
    public void The_words_of_a_text_say_how_far_its_matter_has_come(string title, string text, StoryStage stage) =>
        Assert.Equal(stage, Stages.Of(new Item(new Uri("https://gazette.example/a"), title, text, "en")));

    private static async Task<(Tables Tables, Dictionary<string, List<Story>> Stories)> Placed(string one, string other)
    {
        var tables = MemoryTable.Open(out _);
        var index = new StoryIndex(tables);
        Dictionary<string, List<Story>> stories = [];
        foreach (var (item, read) in LabelledStories.ReadItems("developed-on").Where(i => i.Item.Gold == one || i.Item.Gold == other))
        {
            var placement = await index.Place(read, Cancel);
            (stories.TryGetValue(item.Gold, out var list) ? list : stories[item.Gold] = []).Add(placement.Story.Value);
        }

        return (tables, stories);
    }

    /// <summary>The story most of its items are in, as it was last.</summary>
    private static Story Last(Dictionary<string, List<Story>> stories, string gold) =>
        stories[gold].GroupBy(s => s.Id).MaxBy(g => g.Count())!.Last();
}
