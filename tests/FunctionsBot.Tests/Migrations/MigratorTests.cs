using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Migrations;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using FunctionsBot.Tests.Builders;
using FunctionsBot.Tests.Local;
using FunctionsBot.Tests.Loopback;
using FunctionsBot.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Migrations;

public sealed class MigratorTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_what_polling_learned_and_destinations_of_the_previous_release_are_found_again()
    {
        var before = await PreviousRelease.Rows();
        var (tables, _) = await PreviousRelease.InMemory(before);

        await Migrate(tables);

        Assert.True(before["sources"].Select(r => r.Partition).Distinct().Count() > 1);
        Assert.Equal(Values(before["sources"]), await Read(tables.Sources));
        Assert.Equal(Values(before["sourcestates"]), await Read(tables.SourceStates));
        Assert.Equal(Values(before["destinations"]), await Read(tables.Destinations));
    }

    [Fact]
    public async Task A_copy_of_any_stored_text_that_arrives_after_the_upgrade_joins_its_story()
    {
        var (tables, _) = await PreviousRelease.InMemory(await PreviousRelease.Rows());

        await Migrate(tables);

        await EveryCopyJoins(tables);
    }

    [Fact]
    public async Task Stories_of_the_previous_release_get_their_appointments_and_letters()
    {
        var (tables, opened) = await PreviousRelease.InMemory(await PreviousRelease.Rows());

        await Migrate(tables);

        var stories = await tables.Stories.Table.Scan(cancel: Stop).Select(row => JsonSerializer.Deserialize<Story>(row.Json, StoredJson.Options)!).Where(s => s.MergedInto is null).ToListAsync(Stop);
        var dated = stories.Where(s => s.Facts.Dates.Any(d => d.Kind != DatedKind.Happened)).Select(s => s.Id).ToHashSet();
        var calendar = await tables.Calendar.Range(Keys.Only, cancel: Stop).Select(a => a.Value).ToListAsync(Stop);
        Assert.NotEmpty(dated);
        Assert.Equal(dated, calendar.Select(a => a.StoryId).ToHashSet());
        var letters = stories.Where(LetterLedger.IsLetter).Select(s => s.Id).ToHashSet();
        Assert.NotEmpty(letters);
        Assert.Equal(letters, (await tables.Letters.Range(Keys.Only, cancel: Stop).Select(l => l.Key).ToListAsync(Stop)).ToHashSet());

        // Told again, nothing changes.
        var once = (opened["calendar"].Dump(), opened["letters"].Dump(), opened["letterdays"].Dump());
        await new Schema(3).Write(tables.Documents, (await Schema.Read(tables.Documents, Stop)).ETag, Stop);
        await Migrate(tables);
        Assert.Equal(once, (opened["calendar"].Dump(), opened["letters"].Dump(), opened["letterdays"].Dump()));
    }

    [Fact]
    public async Task An_upgrade_on_Azure_tables_finds_all_again()
    {
        using var store = Store.Choose(await azurite.NewAccount(), null, null, "", TimeProvider.System);
        foreach (var (name, rows) in await PreviousRelease.Rows())
        {
            foreach (var part in rows.GroupBy(r => r.Partition).SelectMany(p => p.Chunk(ITable.BatchLimit)))
            {
                Assert.True(await store.Table(name).Batch([.. part.Select(r => new TableWrite.Upsert(r with { ETag = null }))], Stop));
            }
        }

        var tables = new Tables(store.Table);
        await Migrate(tables);

        Assert.Equal(6, (await Read(tables.Sources)).Count);
        Assert.Equal(5, (await Read(tables.Destinations)).Count);
        await EveryCopyJoins(tables);
    }

    [Fact]
    public async Task The_upgraded_bot_finds_nothing_new_in_what_was_read_before_and_tells_nobody_twice()
    {
        using var folder = new TestFolder();
        await PreviousRelease.Unpack(folder.Path);
        Directory.CreateDirectory(folder[Path.Combine("outbox", "email")]);

        var printed = await DemoResult.Run(folder.Path);

        Assert.Equal(4, printed.Split("entries listed, 0 of them new").Length - 1);
        Assert.Empty(Directory.EnumerateFiles(folder["outbox"], "*", SearchOption.AllDirectories));
        Assert.Equal(13, (await DemoResult.Read(folder.Path)).Stories.Count);
    }

    [Fact]
    public async Task A_migration_killed_at_any_write_is_finished_by_the_next_start()
    {
        var before = await PreviousRelease.Rows();
        var kills = 0;
        for (var write = 1; ; write += write < 30 ? 1 : 17)
        {
            var (tables, opened) = await PreviousRelease.InMemory(before);
            var clock = new FakeTimeProvider(PreviousRelease.Later);
            if (!await IsKilled(tables, opened, clock, write))
            {
                break;
            }

            kills++;
            clock.Advance(Migrator.Lease);
            await Migrate(tables, clock);
            Assert.Equal(Values(before["sources"]), await Read(tables.Sources));
            Assert.Equal(Values(before["sourcestates"]), await Read(tables.SourceStates));
            Assert.Equal(Values(before["destinations"]), await Read(tables.Destinations));
            Assert.DoesNotContain(opened["fingerprints"].Dump().Split('\n'), row => row.StartsWith("all key-", StringComparison.Ordinal));
            await EveryCopyJoins(tables);
        }

        Assert.True(kills > 30);
    }

    [Fact]
    public async Task A_long_migration_goes_on_where_a_killed_one_had_come_to()
    {
        var (whole, _, _) = await Killed(killedAt: null);

        var (_, tables, resumed) = await Killed(killedAt: 80);

        Assert.InRange(resumed, 1, whole - 40);
        await EveryCopyJoins(tables);

        // Slow tables: every write takes a second, so that the right is renewed, and with it how far all is done.
        async Task<(int First, Tables Tables, int Second)> Killed(int? killedAt)
        {
            var (tables, opened) = await PreviousRelease.InMemory(await PreviousRelease.Rows());
            var clock = new FakeTimeProvider(PreviousRelease.Later);
            var writes = 0;
            opened["fingerprints"].BeforeWrite = () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                if (++writes == killedAt)
                {
                    throw new IOException("killed");
                }
            };
            if (killedAt is null)
            {
                await Migrate(tables, clock);
                return (writes, tables, 0);
            }

            await Assert.ThrowsAsync<IOException>(() => Migrate(tables, clock));
            clock.Advance(Migrator.Lease);
            await Migrate(tables, clock);
            return (killedAt.Value, tables, writes - killedAt.Value);
        }
    }

    [Fact]
    public async Task Of_two_instances_that_start_at_once_one_migrates_and_the_other_waits_for_it()
    {
        var (tables, opened) = await PreviousRelease.InMemory(await PreviousRelease.Rows());
        var clock = new FakeTimeProvider(PreviousRelease.Later);
        Task? second = null;
        var writes = 0;
        opened["fingerprints"].BeforeWrite = () =>
        {
            if (++writes == 3)
            {
                second = Migrate(tables, clock);
            }
        };

        await Migrate(tables, clock);
        var written = writes;
        Assert.NotNull(second);
        Assert.False(second.IsCompleted);
        await Passes(clock, second);

        Assert.Equal(written, writes);
        await EveryCopyJoins(tables);
    }

    [Fact]
    public async Task An_instance_that_waits_in_vain_says_who_migrates_and_what_to_do()
    {
        var tables = MemoryTable.Open(out _);
        var clock = new FakeTimeProvider(PreviousRelease.Later);
        await new Schema(1) { By = "worker-7, process 12", Until = clock.GetUtcNow() + Migrator.Lease }.Write(tables.Documents, null, Stop);

        var waiting = Migrate(tables, clock);
        var e = await Assert.ThrowsAsync<StoreException>(() => Passes(clock, waiting));

        Assert.Equal("The stored data is being brought to version 2 by another instance (worker-7, process 12): start this one again in a minute.", e.Message);
    }

    [Fact]
    public async Task An_instance_that_stood_still_too_long_leaves_the_migration_to_the_one_that_took_over()
    {
        var (tables, opened) = await PreviousRelease.InMemory(await PreviousRelease.Rows());
        var clock = new FakeTimeProvider(PreviousRelease.Later);
        var other = Task.CompletedTask;
        opened["fingerprints"].BeforeWrite = () =>
        {
            opened["fingerprints"].BeforeWrite = () => { };
            clock.Advance(Migrator.Lease);
            other = Migrate(tables, clock);
        };

        var e = await Assert.ThrowsAsync<StoreException>(() => Migrate(tables, clock));
        await other;

        Assert.Contains("took over", e.Message, StringComparison.Ordinal);
        await EveryCopyJoins(tables);
    }

    [Fact]
    public async Task Data_of_a_newer_release_is_refused_with_a_sentence_that_says_what_to_do()
    {
        var tables = MemoryTable.Open(out var opened);
        await new Schema(Migrator.Latest + 1).Write(tables.Documents, null, Stop);
        var before = opened["documents"].Dump();

        var e = await Assert.ThrowsAsync<StoreException>(() => Migrate(tables));

        Assert.StartsWith($"The stored data has version {Migrator.Latest + 1}, and this FunctionsBot knows {Migrator.Latest} at most: run the newer release", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, opened["documents"].Dump());
    }

    [Fact]
    public async Task A_start_without_anything_to_migrate_reads_one_row()
    {
        var tables = MemoryTable.Open(out var opened);
        await Migrate(tables);
        Assert.InRange(opened.Values.Sum(t => t.Transactions), 1, 15);
        var before = opened.Values.Sum(t => t.Transactions);

        await Migrate(tables);

        Assert.Equal(before + 1, opened.Values.Sum(t => t.Transactions));
    }

    private static Task Migrate(Tables tables, TimeProvider? clock = null) =>
        new Migrator(tables, new StoryIndex(tables), clock ?? new FakeTimeProvider(PreviousRelease.Later), NullLogger<Migrator>.Instance).Run(Stop);

    /// <summary>Time passes until a task ends.</summary>
    private static async Task Passes(FakeTimeProvider clock, Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await task;
    }

    private static async Task<bool> IsKilled(Tables tables, Dictionary<string, MemoryTable> opened, TimeProvider clock, int atWrite)
    {
        var writes = 0;
        foreach (var table in opened.Values)
        {
            table.BeforeWrite = () =>
            {
                if (++writes == atWrite)
                {
                    throw new IOException("killed");
                }
            };
        }

        try
        {
            await Migrate(tables, clock);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        finally
        {
            foreach (var table in opened.Values)
            {
                table.BeforeWrite = () => { };
            }
        }
    }

    private static async Task EveryCopyJoins(Tables tables)
    {
        var index = new StoryIndex(tables);
        var items = await tables.Items.Table.Scan(cancel: Stop).Select(r => System.Text.Json.JsonSerializer.Deserialize<ReadItem>(r.Json, StoredJson.Options)!)
            .Where(i => i.StoryId is not null).ToListAsync(Stop);
        Assert.Equal(17, items.Count);
        foreach (var item in items)
        {
            var placed = await index.Place(PreviousRelease.Copy(item), Stop);
            Assert.Equal((item.StoryId, ItemRole.Copy), (placed.Story.Key, placed.Role));
        }
    }

    private static async Task<List<string>> Read<T>(Rows<T> rows) where T : class
    {
        List<string> values = [];
        foreach (var shard in Keys.AllShards)
        {
            values.AddRange(await rows.Table.Range(shard, cancel: Stop).Select(r => r.Json).ToListAsync(Stop));
        }

        values.Sort(StringComparer.Ordinal);
        return values;
    }

    private static List<string> Values(IEnumerable<TableRow> rows) => [.. rows.Select(r => r.Json).Order(StringComparer.Ordinal)];
}
