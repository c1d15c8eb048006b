using FunctionsBot.Domain;
using FunctionsBot.Retention;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Storage;
using FunctionsBot.Tests.Stories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Retention;

public sealed class ExpiryTests
{
    private static readonly DateTimeOffset Start = Newsstand.Monday;
    private readonly FakeTimeProvider clock = new(Start);
    private readonly Dictionary<string, MemoryTable> opened;
    private readonly Tables tables;

    public ExpiryTests() => tables = MemoryTable.Open(out opened);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_stories_and_what_they_are_found_by_go_after_400_days()
    {
        await Place(Newsstand.FundOriginal);
        clock.SetUtcNow(Start.AddDays(399));
        await Run();
        Assert.NotEqual("", opened["items"].Dump());

        clock.SetUtcNow(Start.AddDays(402));
        await Run();

        Assert.Equal("", opened["items"].Dump());
        Assert.Equal("", opened["stories"].Dump());
        Assert.Equal("", opened["fingerprints"].Dump());
    }

    [Fact]
    public async Task A_story_that_goes_on_stays_and_who_was_told_of_it_is_not_told_again()
    {
        var story = await Place(Newsstand.FundOriginal);
        await tables.Stories.Upsert(story.Partition, story.Key, story.Value with { Updated = Start.AddDays(300) }, Stop);
        await tables.Told.Insert("chat", story.Key, new Told(story.Key, "alert", Start), Stop);
        clock.SetUtcNow(Start.AddDays(500));

        await Run();
        Assert.NotNull(await tables.Stories.Get(story.Partition, story.Key, Stop));
        Assert.NotNull(await tables.Told.Get("chat", story.Key, Stop));

        clock.SetUtcNow(Start.AddDays(701));
        await Run();
        Assert.Equal("", opened["stories"].Dump());
        Assert.Equal("", opened["told"].Dump());
    }

    [Fact]
    public async Task An_old_entry_that_its_source_still_lists_is_not_forgotten_and_so_not_news_again()
    {
        await tables.SourceStates.Upsert(Keys.Shard("wire"), "wire", new SourceState("wire", Start) { Listed = ["old-and-listed"] }, Stop);
        foreach (var key in (string[])["old-and-listed", "old"])
        {
            await tables.Entries.Upsert("wire", key, new Entry("wire", key, new Uri("http://wire.example/"), key) { Seen = Start }, Stop);
        }

        await tables.Entries.Upsert("wire", "young", new Entry("wire", "young", new Uri("http://wire.example/"), "young") { Seen = Start.AddDays(100) }, Stop);
        clock.SetUtcNow(Start.AddDays(401));

        await Run();

        Assert.Equal(["old-and-listed", "young"], await tables.Entries.Range("wire", cancel: Stop).Select(e => e.Key).ToListAsync(Stop));
    }

    [Fact]
    public async Task Bodies_of_mails_go_seven_days_after_they_were_sent_and_the_list_of_deliveries_stays()
    {
        await Delivery("mail-1", "digest-1", d => d with { State = DeliveryState.Sent, SentAt = Start });
        await Delivery("mail-1", "digest-2", d => d with { State = DeliveryState.Sent, SentAt = Start.AddDays(6) });
        await Delivery("mail-1", "digest-3", d => d with { State = DeliveryState.Pending });
        await Delivery("mail-2", "digest-1", d => d with { State = DeliveryState.Failed });
        await Delivery("telegram-1", "alert-1", d => d with { State = DeliveryState.Sent, SentAt = Start });
        clock.SetUtcNow(Start.AddDays(8));

        Assert.Equal(2, await Run());

        Assert.Equal(["mail-1 digest-2", "mail-1 digest-3", "telegram-1 alert-1"], Rows("messages"));
        Assert.Equal(5, Rows("deliveries").Count);
    }

    [Fact]
    public async Task An_address_that_was_never_confirmed_or_is_no_longer_written_to_is_erased_after_28_days()
    {
        await Subscriber("mail-paused", DestinationState.Paused);
        await Subscriber("mail-unconfirmed", DestinationState.Unconfirmed);
        await Subscriber("mail-back", DestinationState.Paused);
        await Subscriber("mail-active", DestinationState.Active);
        await Delivery("mail-paused", "digest-1", d => d with { State = DeliveryState.Pending });
        await tables.Documents.Upsert(new TableRow("wishes", "mail-unconfirmed", "{}"), Stop);
        await Run();
        await Subscriber("mail-back", DestinationState.Active);

        clock.Advance(TimeSpan.FromDays(27));
        await Run();
        Assert.Equal(4, Rows("destinations").Count);
        // Paused again: its time begins anew.
        await Subscriber("mail-back", DestinationState.Paused);

        clock.Advance(TimeSpan.FromDays(2));
        await Run();

        Assert.Equal(["00 mail-active", "00 mail-back"], Rows("destinations"));
        Assert.DoesNotContain("mail-paused", string.Concat(opened.Values.Select(t => t.Dump())), StringComparison.Ordinal);
        Assert.DoesNotContain("mail-unconfirmed", string.Concat(opened.Values.Select(t => t.Dump())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Matches_and_work_given_up_go_from_their_oldest_end()
    {
        await tables.Watchlists.Upsert(Keys.Only, "letters", new Watchlist("letters", "Letters", ""), Stop);
        foreach (var day in (int[])[0, 1, 399])
        {
            await tables.Matches.Upsert("letters", Keys.Match(Start.AddDays(day), $"story-{day}"), new Match($"story-{day}", Start.AddDays(day), []), Stop);
            await tables.Poison.Upsert("poll", Keys.Moment(Start.AddDays(day)), new PoisonedWork("poll", "x", Start.AddDays(day)), Stop);
            await tables.Pending.Upsert($"process-{Keys.Day(Start.AddDays(day))}", "x", new PendingWork("x", Start.AddDays(day)), Stop);
        }

        clock.SetUtcNow(Start.AddDays(400).AddHours(1));
        Assert.Equal(5, await Run());

        Assert.Equal([$"letters {Keys.Match(Start.AddDays(1), "story-1")}", $"letters {Keys.Match(Start.AddDays(399), "story-399")}"], Rows("matches"));
        Assert.Single(Rows("poison"));
        Assert.Single(Rows("pending"));
    }

    [Fact]
    public async Task What_admins_changed_is_forgotten_after_a_year()
    {
        foreach (var day in (int[])[0, 30, 365])
        {
            await tables.Audit.Table.Upsert(new TableRow(Keys.Only, Keys.NewestFirst(Start.AddDays(day)), "{}"), Stop);
        }

        clock.SetUtcNow(Start.AddDays(367));
        Assert.Equal(1, await Run());

        Assert.Equal([$"all {Keys.NewestFirst(Start.AddDays(365))}", $"all {Keys.NewestFirst(Start.AddDays(30))}"], Rows("audit"));
    }

    [Fact]
    public async Task A_run_without_anything_to_delete_takes_few_transactions()
    {
        await Place(Newsstand.FundOriginal);
        var before = opened.Values.Sum(t => t.Transactions);

        Assert.Equal(0, await Run());

        Assert.InRange(opened.Values.Sum(t => t.Transactions) - before, 1, 60);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_stops_and_the_next_goes_on_behind_it()
    {
        for (var n = 0; n < 250; n++)
        {
            await tables.Entries.Upsert($"source-{n:d3}", "old", new Entry("wire", "old", new Uri("http://wire.example/"), "old") { Seen = Start }, Stop);
        }

        clock.SetUtcNow(Start.AddDays(401));
        opened["entries"].BeforeWrite = () => clock.Advance(TimeSpan.FromSeconds(2));

        Assert.InRange(await Run(), 80, 100);
        opened["entries"].BeforeWrite = () => { };
        clock.Advance(TimeSpan.FromDays(1));
        await Run();
        Assert.Equal("", opened["entries"].Dump());
    }

    [Fact]
    public async Task What_hangs_on_a_story_goes_with_it()
    {
        var story = (await Place(Newsstand.FundOriginal)).Value;
        var (id, other) = (story.Id, Keys.ItemId("elsewhere", "1", Start));
        await tables.Stories.Upsert(Keys.DayOf(other), other, story with { Id = other, Updated = Start.AddDays(399) }, Stop);
        foreach (var of in (string[])[id, other])
        {
            await tables.Letters.Upsert(Keys.Only, of, new Letter(of, "A letter", "en", new Uri("https://wire.example/"), Start), Stop);
            await tables.LetterDays.Upsert(of, "20260309-1", new LetterDay(new DateOnly(2026, 3, 9), "Wire"), Stop);
            await tables.Dossiers.Upsert(id, of, new DossierEntry(of, "A story", Start, default), Stop);
            await tables.StoryEdits.Upsert(of, "edit", new StoryEdit("edit", StoryEditKind.Merged, of, "t", [], "Odile", Start), Stop);
            await tables.Standing.Upsert(of, "chat", new StandingAlert("alert", [], Start), Stop);
            await tables.Agendas.Upsert(Keys.DayOf(of), of, new StoryAgenda([]), Stop);
        }

        clock.SetUtcNow(Start.AddDays(399));
        await Run();
        Assert.Equal(2, Rows("letters").Count);

        clock.SetUtcNow(Start.AddDays(402));
        await Run();

        Assert.Equal([$"{Keys.DayOf(other)} {other}"], Rows("stories"));
        Assert.Equal([$"all {other}"], Rows("letters"));
        Assert.Equal([$"{other} 20260309-1"], Rows("letterdays"));
        Assert.Equal([$"{id} {other}"], Rows("dossiers"));
        Assert.Equal([$"{other} edit"], Rows("storyedits"));
        Assert.Equal([$"{other} chat"], Rows("standing"));
        Assert.Equal([$"{Keys.DayOf(other)} {other}"], Rows("agendas"));
    }

    [Fact]
    public async Task The_appointments_of_a_merged_story_are_found_as_long_as_the_story_that_has_them_now()
    {
        var (merged, heir) = (Keys.ItemId("wire", "1", Start), Keys.ItemId("wire", "2", Start));
        await tables.Agendas.Upsert(Keys.DayOf(merged), merged, new StoryAgenda([]) { MovedTo = heir }, Stop);
        var story = (await Place(Newsstand.FundOriginal)).Value;
        await tables.Stories.Upsert(Keys.DayOf(heir), heir, story with { Id = heir, Updated = Start.AddDays(600) }, Stop);
        clock.SetUtcNow(Start.AddDays(900));

        await Run();
        Assert.Single(Rows("agendas"));

        clock.SetUtcNow(Start.AddDays(1001));
        await Run();
        Assert.Empty(Rows("agendas"));
    }

    [Fact]
    public async Task The_log_of_days_calendars_and_weekly_digests_go_after_400_days()
    {
        foreach (var day in (int[])[0, 30])
        {
            var at = Start.AddDays(day);
            await tables.Days.Upsert(Keys.Day(at), "poll", new DayLine(DayEvent.Listed, at), Stop);
            await tables.Documents.Upsert(new TableRow("day-totals", Keys.Day(at), "{}"), Stop);
            await tables.Calendar.Upsert(Keys.Only, $"{Keys.Day(at)}-story-1", new Appointment("story-1", "story", default, "Summit", default), Stop);
            await tables.Weeks.Upsert(Keys.Only, Keys.Day(at), new WeeklyDigest(DateOnly.FromDateTime(at.UtcDateTime), []), Stop);
        }

        clock.SetUtcNow(Start.AddDays(401));
        Assert.Equal(4, await Run());

        var left = Keys.Day(Start.AddDays(30));
        Assert.Equal([$"{left} poll"], Rows("days"));
        Assert.Equal([$"day-totals {left}"], Rows("documents"));
        Assert.Equal([$"all {left}-story-1"], Rows("calendar"));
        Assert.Equal([$"all {left}"], Rows("weeks"));
    }

    [Fact]
    public async Task What_chats_asked_for_goes_when_it_is_over_and_what_hangs_on_what_is_gone_goes_too()
    {
        await tables.Mutes.Upsert("chat", "over", new Mute("over", Start.AddDays(1), "Odile"), Stop);
        await tables.Mutes.Upsert("chat", "still", new Mute("still", Start.AddDays(3), "Odile"), Stop);
        await tables.Saved.Upsert("chat", "story", new SavedStory("story", "A story", new Uri("https://wire.example/"), Start), Stop);
        await tables.Documents.Upsert(new TableRow("invitations", "1", $$"""{"address":"-100","at":"{{Start:O}}"}"""), Stop);
        await Subscriber("mail-here", DestinationState.Active);
        foreach (var id in (string[])["mail-here", "mail-gone"])
        {
            await tables.Documents.Upsert(new TableRow("moved-chats", $"to-{id}", $"\"{id}\""), Stop);
        }

        await tables.Sources.Upsert(Keys.Shard("letter"), "letter", new Source("letter", "A letter", new Uri("https://letter.example/"), SourceKind.Page, "en"), Stop);
        foreach (var id in (string[])["letter", "deleted"])
        {
            await tables.Documents.Upsert(new TableRow("signatures", id, """{"names":[]}"""), Stop);
        }

        clock.SetUtcNow(Start.AddDays(2));
        Assert.Equal(3, await Run());
        Assert.Equal(["chat still"], Rows("mutes"));
        Assert.Equal(["invitations 1", "moved-chats to-mail-here", "signatures letter"], Rows("documents"));

        clock.SetUtcNow(Start.AddDays(29));
        await Run();
        Assert.DoesNotContain("invitations 1", Rows("documents"));

        clock.SetUtcNow(Start.AddDays(401));
        await Run();
        Assert.Equal("", opened["saved"].Dump());
    }

    [Fact]
    public void The_runbook_says_of_every_table_how_long_it_is_kept()
    {
        var text = File.ReadAllText(Path.Combine(Infra.Bicep.Infra, "..", "docs", "runbook.md"));
        var list = text[text.IndexOf("### What is kept", StringComparison.Ordinal)..];
        var named = list[..list.IndexOf("\n## ", StringComparison.Ordinal)];

        Assert.All(opened.Keys, table => Assert.Contains($"`{table}`", named, StringComparison.Ordinal));
    }

    private Task<int> Run() => new Expiry(tables, clock, NullLogger<Expiry>.Instance).Run(Stop);

    private async Task<Versioned<Story>> Place(ReadItem item)
    {
        var placed = await new StoryIndex(tables).Place(item, Stop);
        await tables.Items.Upsert(Keys.DayOf(item.Id), item.Id, item with { StoryId = placed.Story.Key }, Stop);
        return placed.Story;
    }

    private async Task Delivery(string destination, string id, Func<OutboxRow, OutboxRow> state)
    {
        await tables.Deliveries.Upsert(destination, id, state(new OutboxRow(destination, id, DeliveryKind.Digest, Start)), Stop);
        await tables.Messages.Upsert(destination, id, new OutgoingMessage("Subject"), Stop);
    }

    private Task Subscriber(string id, DestinationState state) => tables.Destinations.Upsert(
        Keys.Shard(id), id, new Destination(id, ChannelKind.Email, $"{id}@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default)) { State = state }, Stop);

    private List<string> Rows(string table) =>
        [.. opened[table].Dump().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => string.Join(' ', row.Split(' ')[..2]))];
}
