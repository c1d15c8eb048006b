using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Site;

public sealed class ManagingStoriesTests
{
    private const string One = "20260316-00000000000000aa";
    private const string Other = "20260316-00000000000000bb";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_moves_splits_and_merges_from_the_page_of_a_story()
    {
        await using var site = await Start();
        var admin = await site.OpenAsAdmin();
        var page = await admin.Get($"/manage/stories/{One}");

        Assert.Equal(303, (await page.Submit($"/manage/stories/{One}/move", ("items", "20260316-1"), ("other", $"https://bot.example/stories/{Other}?lang=fr"), ("how", "move"))).Status);
        Assert.Equal(303, (await page.Submit($"/manage/stories/{One}/move", ("items", "20260316-1"), ("how", "split"))).Status);
        var done = await page.Submit($"/manage/stories/{One}/merge", ("other", Other));

        Assert.Contains("Saved.", (await done.Follow()).Text, StringComparison.Ordinal);
        Assert.Collection(
            site.Asked.Where(a => a.StartsWith('m')),
            asked => Assert.StartsWith($"move 20260316-1 from {One} to {Other} by ", asked, StringComparison.Ordinal),
            asked => Assert.StartsWith($"move 20260316-1 from {One} to its own by ", asked, StringComparison.Ordinal),
            asked => Assert.StartsWith($"merge {One} {Other} by ", asked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("move", "", "how", "split", "Choisissez au moins un article du sujet.")]
    [InlineData("move", "https://bot.example/", "how", "move", "Il n’y a pas de sujet à cette adresse")]
    [InlineData("merge", "../../etc", "how", "", "Il n’y a pas de sujet à cette adresse")]
    public async Task What_cannot_be_done_is_said_beside_the_form(string form, string other, string name, string value, string said)
    {
        await using var site = await Start();
        var admin = await site.OpenAsAdmin("fr");

        var answer = await (await admin.Get($"/manage/stories/{One}")).Submit($"/manage/stories/{One}/{form}", ("other", other), (name, value));

        Assert.Equal(400, answer.Status);
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task Only_admins_get_there_and_only_with_the_token_of_the_page()
    {
        await using var site = await Start();

        Assert.NotEqual(200, (await site.Open().Get($"/manage/stories/{One}")).Status);
        Assert.Equal(400, (await (await site.OpenAsAdmin()).Post($"/manage/stories/{One}/merge", ("other", Other))).Status);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task The_address_of_a_merged_story_leads_to_the_other_and_lists_show_it_no_more()
    {
        await using var site = await Start();
        await site.Tables.Stories.Upsert("20260316", Other, StoryOf(Other, "The other title") with { MergedInto = One }, Cancel);

        var answer = await site.Open().Get($"/stories/{Other}");

        Assert.Equal((302, $"/stories/{One}"), (answer.Status, answer.Location));
        Assert.DoesNotContain("The other title", (await site.Open().Get("/stories")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await (await site.OpenAsAdmin()).Get($"/manage/stories/{Other}")).Status);
    }

    [Fact]
    public async Task The_page_of_a_story_tells_the_other_stages_and_the_manage_page_who_changed_what()
    {
        await using var site = await Start();
        await site.Tables.Dossiers.Upsert(One, One, new DossierEntry(One, "One", site.Clock.GetUtcNow(), StoryStage.Announced), Cancel);
        await site.Tables.Dossiers.Upsert(One, Other, new DossierEntry(Other, "<i>Voted</i>", site.Clock.GetUtcNow(), StoryStage.Voted), Cancel);
        await site.Tables.StoryEdits.Upsert(One, "1", new StoryEdit("1", StoryEditKind.Split, One, Other, ["20260316-1"], "Ada", site.Clock.GetUtcNow()), Cancel);

        var page = await site.Open("fr").Get($"/stories/{One}");

        Assert.Equal("décidé – <i>Voted</i>", Assert.Single(page.Document.QuerySelectorAll("[aria-labelledby=dossier] li span")).TextContent);
        Assert.Contains("Ada made a story of 1 of its items", (await (await site.OpenAsAdmin()).Get($"/manage/stories/{One}")).Text, StringComparison.Ordinal);
    }

    private static async Task<RunningSite> Start()
    {
        var site = await RunningSite.Start();
        await site.Tables.Stories.Upsert("20260316", One, StoryOf(One, "One"), Cancel);
        await site.Tables.Stories.Upsert("20260316", Other, StoryOf(Other, "Other"), Cancel);
        return site;
    }

    private static Story StoryOf(string id, string title)
    {
        var seen = new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
        return new Story(id, title, "en", new Uri("https://gazette.example/a"), StoryKind.Event, 0.8, seen)
        {
            Members =
            [
                new StoryMember("20260316-1", "source", "Gazette", title, new Uri("https://gazette.example/a"), "en", seen, ItemRole.Original),
                new StoryMember("20260316-2", "source", "Herald", "Another", new Uri("https://herald.example/a"), "en", seen, ItemRole.Report),
            ],
        };
    }
}
