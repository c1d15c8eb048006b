using FunctionsBot.Queueing;

namespace FunctionsBot.Tests.Contracts;

public sealed class SqliteWorkQueueTests : QueueContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly SqliteFolder _folder = new();

    protected override ValueTask<IWorkQueue> Open() => ValueTask.FromResult<IWorkQueue>(_folder.Store.Queue("contract"));

    protected override Task Tick()
    {
        _folder.Clock.Advance(TimeSpan.FromMilliseconds(250));
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_ends_to_the_millisecond()
    {
        var queue = _folder.Store.Queue("leases");
        await queue.Send(["work"], TimeSpan.Zero, Stop);
        await queue.Take(1, Lease, Stop);

        _folder.Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await queue.Take(1, Lease, Stop));
        _folder.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(await queue.Take(1, Lease, Stop));
    }

    [Fact]
    public async Task A_late_worker_whose_message_nobody_took_may_still_complete_it()
    {
        var queue = _folder.Store.Queue("late");
        await queue.Send(["work"], TimeSpan.Zero, Stop);
        var taken = Assert.Single(await queue.Take(1, Lease, Stop));

        _folder.Clock.Advance(Lease * 2);

        Assert.True(await queue.Complete(taken, Stop));
        Assert.Equal(0, await queue.Count(Stop));
    }

    [Fact]
    public async Task After_a_restart_leased_messages_show_at_once_and_delayed_ones_at_their_time()
    {
        var queue = _folder.Store.Queue("restart");
        await queue.Send(["leased", "put off"], TimeSpan.Zero, Stop);
        await queue.Send(["delayed"], TimeSpan.FromHours(1), Stop);
        var taken = await queue.Take(2, Lease, Stop);
        Assert.True(await queue.Release(taken.Single(message => message.Text == "put off"), TimeSpan.FromHours(1), Stop));

        _folder.Reopen();
        queue = _folder.Store.Queue("restart");

        var shown = Assert.Single(await queue.Take(32, Lease, Stop));
        Assert.Equal(("leased", 2), (shown.Text, shown.Attempt));
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("delayed", (await queue.Take(32, Lease, Stop)).Select(message => message.Text));
    }

    [Fact]
    public async Task A_receipt_from_before_a_restart_is_worth_nothing_once_another_took_the_message()
    {
        var queue = _folder.Store.Queue("receipts");
        await queue.Send(["work"], TimeSpan.Zero, Stop);
        var before = Assert.Single(await queue.Take(1, Lease, Stop));

        _folder.Reopen();
        queue = _folder.Store.Queue("receipts");
        Assert.Single(await queue.Take(1, Lease, Stop));

        Assert.False(await queue.Complete(before, Stop));
        Assert.Equal(1, await queue.Count(Stop));
    }

    [Fact]
    public async Task Queues_do_not_mix()
    {
        await _folder.Store.Queue("one").Send(["1"], TimeSpan.Zero, Stop);
        await _folder.Store.Queue("two").Send(["2"], TimeSpan.Zero, Stop);

        Assert.Equal(["1"], (await _folder.Store.Queue("one").Take(32, Lease, Stop)).Select(message => message.Text));
        Assert.Throws<ArgumentException>(() => _folder.Store.Queue("Un nom"));
    }
}
