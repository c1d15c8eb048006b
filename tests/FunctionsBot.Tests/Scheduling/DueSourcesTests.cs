using FunctionsBot.Domain;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Scheduling;

public sealed class DueSourcesTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 17, 9, 0, 0, TimeSpan.Zero));
    private readonly Store store;
    private readonly Tables tables;

    public DueSourcesTests()
    {
        store = Store.Choose(null, null, null, folder.Path, clock);
        tables = new Tables(store.Table);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Two_timers_at_once_claim_each_source_once()
    {
        await Add(230);

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Claim)));

        Assert.Equal(230, claims.Sum(c => c.Count));
        Assert.Equal(230, claims.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public async Task A_claim_whose_worker_died_is_taken_up_again_after_its_lease()
    {
        await Add(3);
        Assert.Equal(3, (await Claim()).Count);
        Assert.Empty(await Claim());

        clock.Advance(DueSources.Lease);

        Assert.Equal(3, (await Claim()).Count);
    }

    [Fact]
    public async Task Paused_and_retired_sources_are_left_alone()
    {
        await Add(3);
        await tables.Sources.Upsert(Keys.Shard("source-0"), "source-0", Source(0) with { Paused = true }, Cancel);
        await tables.SourceStates.Upsert(Keys.Shard("source-1"), "source-1", new SourceState("source-1", clock.GetUtcNow()) { Retired = true }, Cancel);

        Assert.Equal(["source-2"], await Claim());
    }

    [Fact]
    public async Task Claiming_costs_a_fraction_of_a_transaction_each()
    {
        await Add(800);
        var before = store.Transactions;

        Assert.Equal(800, (await Claim()).Count);

        Assert.InRange((store.Transactions - before) / 800.0, 0, 0.03);
    }

    private async Task Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await tables.Sources.Upsert(Keys.Shard($"source-{i}"), $"source-{i}", Source(i), Cancel);
        }
    }

    private static Source Source(int number) =>
        new($"source-{number}", $"Source {number}", new Uri($"http://source-{number}.example/feed"), SourceKind.Feed, "fr");

    private async Task<List<string>> Claim()
    {
        var claimed = new List<string>();
        await foreach (var (shard, ids, until) in new DueSources(tables, clock).Claim(Cancel))
        {
            Assert.All(ids, id => Assert.Equal(shard, Keys.Shard(id)));
            Assert.Equal(clock.GetUtcNow() + DueSources.Lease, until);
            claimed.AddRange(ids);
        }

        return claimed;
    }
}
