using FunctionsBot.Domain;
using FunctionsBot.Retention;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Retention;

public sealed class PersonalDataTests
{
    private readonly Dictionary<string, MemoryTable> opened;
    private readonly Tables tables;
    private readonly PersonalData data;

    public PersonalDataTests()
    {
        tables = MemoryTable.Open(out opened);
        data = new PersonalData(name => opened[name]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_gets_all_that_is_stored_and_nothing_of_others()
    {
        await Fill();
        using var output = new StringWriter();

        Assert.Equal(13, await data.Export("Camille@Ministere.example", output, Stop));

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonElement.Parse(line)).ToList();
        Assert.Equal(
            ["days", "deliveries", "destinations", "documents", "documents", "followers", "follows", "messages", "mutes", "pending", "poison", "saved", "told"],
            lines.Select(l => l.GetProperty("table").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("camille@ministere.example", lines.Single(l => l.GetProperty("table").GetString() == "destinations").GetProperty("document").GetProperty("address").GetString());
        Assert.DoesNotContain("mail-2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_who_is_erased_leaves_nothing_and_the_others_lose_nothing()
    {
        await Fill();
        var others = Dump().Where(row => row.Contains("mail-2", StringComparison.Ordinal)).ToList();

        Assert.Equal((13, 0), await data.Erase("camille@ministere.example", Stop));

        Assert.DoesNotContain(Dump(), row => row.Contains("mail-1", StringComparison.Ordinal) || row.Contains("camille", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(others, Dump().Where(row => row.Contains("mail-2", StringComparison.Ordinal)));
        Assert.Equal((0, 0), await data.Erase("camille@ministere.example", Stop));
    }

    [Fact]
    public async Task An_erasure_that_was_interrupted_is_finished_when_it_is_done_again()
    {
        await Fill();
        var writes = 0;
        foreach (var table in opened.Values)
        {
            table.BeforeWrite = () =>
            {
                if (++writes == 4)
                {
                    throw new IOException("killed");
                }
            };
        }

        await Assert.ThrowsAsync<IOException>(() => data.Erase("camille@ministere.example", Stop));
        await data.Erase("camille@ministere.example", Stop);

        Assert.DoesNotContain(Dump(), row => row.Contains("mail-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_of_staff_is_taken_out_of_the_history_which_stays()
    {
        await tables.Labels.Upsert(Keys.Only, "a", new Label("a", true, null, "Odile Martin", default), Stop);
        await tables.Labels.Upsert(Keys.Only, "b", new Label("b", true, null, "Odile", default), Stop);
        await tables.StoryEdits.Upsert("s", "e", new StoryEdit("e", StoryEditKind.Merged, "s", "t", [], "odile martin", default), Stop);
        await tables.Documents.Upsert(new TableRow("history", "1", """{"before":"{\"name\":\"x\",\"by\":\"Odile Martin\"}"}"""), Stop);
        await tables.Watchlists.Upsert(Keys.Only, "w", new Watchlist("w", "Odile Martin", "Odile Martin"), Stop);

        Assert.Equal((0, 3), await data.Erase("Odile Martin", Stop));

        Assert.Equal("erased", (await tables.Labels.Get(Keys.Only, "a", Stop))!.Value.By);
        Assert.Equal("Odile", (await tables.Labels.Get(Keys.Only, "b", Stop))!.Value.By);
        Assert.Equal("erased", (await tables.StoryEdits.Get("s", "e", Stop))!.Value.By);
        Assert.Contains("\\\"by\\\":\\\"erased\\\"", opened["documents"].Dump(), StringComparison.Ordinal);
        Assert.Equal("Odile Martin", (await tables.Watchlists.Get(Keys.Only, "w", Stop))!.Value.Name);
    }

    private IEnumerable<string> Dump() => opened.SelectMany(t => t.Value.Dump().Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private async Task Fill()
    {
        foreach (var (id, address) in new[] { ("mail-1", "camille@ministere.example"), ("mail-2", "alex@foundation.example") })
        {
            await tables.Destinations.Upsert(
                Keys.Shard(id), id, new Destination(id, ChannelKind.Email, address, "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default)), Stop);
            await tables.Follows.Set(new Follow("letters", id, Cadence.Digest), Stop);
            await tables.Deliveries.Upsert(id, "digest-1", new OutboxRow(id, "digest-1", DeliveryKind.Digest, default), Stop);
            await tables.Messages.Upsert(id, "digest-1", new OutgoingMessage("Subject"), Stop);
            await tables.Told.Upsert(id, "story", new Told("story", "digest-1", default), Stop);
            await tables.Documents.Upsert(new TableRow("wishes", id, "{}"), Stop);
            await tables.Documents.Upsert(new TableRow("moved-chats", $"new-{id}", $"\"{id}\""), Stop);
            await tables.Days.Upsert("20260309", $"out|{id}|digest-1", new DayLine(DayEvent.Sent, default) { DestinationId = id }, Stop);
            await tables.Pending.Upsert("deliver-20260309", $"{id}|digest-1", new PendingWork($"deliver.1 {id} digest-1 20260309", default), Stop);
            await tables.Poison.Upsert("deliver", $"20260309-{id[^1]}", new PoisonedWork("deliver", $"deliver.1 {id} digest-1 20260309", default), Stop);
            await tables.Mutes.Upsert(id, "story", new Mute("story", default, "reader"), Stop);
            await tables.Saved.Upsert(id, "story", new SavedStory("story", "A story", new Uri("https://wire.example/"), default), Stop);
        }
    }
}
