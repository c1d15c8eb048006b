using FunctionsBot.Queueing;

namespace FunctionsBot.Tests.Contracts;

/// <summary>What every queue does, whatever stores it.</summary>
public abstract class QueueContract : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private IWorkQueue _queue = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _queue = await Open();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty queue.</summary>
    protected abstract ValueTask<IWorkQueue> Open();

    /// <summary>Lets a quarter of a second pass on the queue's clock.</summary>
    protected abstract Task Tick();

    [Fact]
    public async Task An_empty_queue_gives_nothing()
    {
        Assert.Empty(await _queue.Take(32, Long, Stop));
        Assert.Equal(0, await _queue.Count(Stop));
    }

    [Fact]
    public async Task What_was_sent_is_taken_once_and_gone_when_completed()
    {
        await Send("a", "b", "c");

        var taken = await _queue.Take(32, Long, Stop);

        Assert.Equal(["a", "b", "c"], taken.Select(message => message.Text).Order());
        Assert.All(taken, message => Assert.Equal(1, message.Attempt));
        Assert.Empty(await _queue.Take(32, Long, Stop));
        foreach (var message in taken)
        {
            Assert.True(await _queue.Complete(message, Stop));
        }

        Assert.Equal(0, await _queue.Count(Stop));
    }

    [Fact]
    public async Task No_more_are_taken_than_asked_for()
    {
        await _queue.Send([.. Enumerable.Range(0, 40).Select(i => $"message {i}")], TimeSpan.Zero, Stop);

        var all = new List<WorkMessage>();
        foreach (var most in (int[])[1, 5, 32, 32])
        {
            var taken = await _queue.Take(most, Long, Stop);
            Assert.True(taken.Count <= most);
            all.AddRange(taken);
        }

        Assert.Equal(40, all.Select(message => message.Text).Distinct().Count());
    }

    [Fact]
    public async Task A_text_of_any_script_and_of_48_KiB_comes_back_as_it_was()
    {
        string[] texts = ["p1:élysée œuvre", "開源 🇫🇷 \u0001<&>\"'", "\n  leading", new string('x', 48 * 1024)];
        await _queue.Send(texts, TimeSpan.Zero, Stop);

        var taken = await _queue.Take(32, Long, Stop);

        Assert.Equal(texts.Order(StringComparer.Ordinal), taken.Select(message => message.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_text_that_is_empty_or_too_long_is_refused_and_nothing_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Send("fine", new string('x', (48 * 1024) + 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Send("fine", new string('é', 30_000)));
        await Assert.ThrowsAsync<ArgumentException>(() => Send("fine", ""));

        Assert.Equal(0, await _queue.Count(Stop));
    }

    [Fact]
    public async Task A_message_whose_lease_ends_is_given_to_another_and_the_attempts_are_counted()
    {
        await Send("work");
        var first = Assert.Single(await _queue.Take(1, Short, Stop));

        var second = await TakeEventually(Short);
        var third = await TakeEventually(Long);

        Assert.Equal([1, 2, 3], [first.Attempt, second.Attempt, third.Attempt]);
        Assert.Equal("work", third.Text);
    }

    [Fact]
    public async Task Who_lost_the_lease_to_another_can_neither_complete_nor_release()
    {
        await Send("work");
        var late = Assert.Single(await _queue.Take(1, Short, Stop));
        var holder = await TakeEventually(Long);

        Assert.False(await _queue.Complete(late, Stop));
        Assert.False(await _queue.Release(late, TimeSpan.Zero, Stop));
        Assert.Empty(await _queue.Take(1, Long, Stop));
        Assert.True(await _queue.Complete(holder, Stop));
        Assert.False(await _queue.Complete(holder, Stop));
        Assert.False(await _queue.Release(holder, TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task A_released_message_is_there_again_at_once()
    {
        await Send("work");
        var taken = Assert.Single(await _queue.Take(1, Long, Stop));

        Assert.True(await _queue.Release(taken, TimeSpan.Zero, Stop));

        var again = await TakeEventually(Long);
        Assert.Equal(("work", 2), (again.Text, again.Attempt));
        Assert.False(await _queue.Complete(taken, Stop));
    }

    [Fact]
    public async Task A_message_released_with_a_delay_stays_hidden_until_then()
    {
        await Send("work");
        var taken = Assert.Single(await _queue.Take(1, Long, Stop));

        Assert.True(await _queue.Release(taken, TimeSpan.FromSeconds(2), Stop));

        Assert.Empty(await _queue.Take(1, Long, Stop));
        Assert.Equal(2, (await TakeEventually(Long)).Attempt);
    }

    [Fact]
    public async Task A_delayed_message_is_counted_and_hidden_until_its_time()
    {
        await _queue.Send(["later"], TimeSpan.FromSeconds(2), Stop);

        Assert.Empty(await _queue.Take(1, Long, Stop));
        Assert.Equal(1, await _queue.Count(Stop));
        var taken = await TakeEventually(Long);
        Assert.Equal(("later", 1), (taken.Text, taken.Attempt));
    }

    [Fact]
    public async Task A_renewed_message_stays_hidden_beyond_its_first_lease_and_is_completed_with_its_new_receipt()
    {
        await Send("work");
        var taken = Assert.Single(await _queue.Take(1, Short, Stop));

        var renewed = await _queue.Renew(taken, Long, Stop);

        Assert.Equal(("work", 1), (renewed?.Text, renewed?.Attempt));
        for (var tick = 0; tick < 6; tick++)
        {
            await Tick();
            Assert.Empty(await _queue.Take(1, Long, Stop));
        }

        Assert.True(await _queue.Complete(renewed!, Stop));
        Assert.Equal(0, await _queue.Count(Stop));
    }

    [Fact]
    public async Task A_message_that_another_took_cannot_be_renewed()
    {
        await Send("work");
        var late = Assert.Single(await _queue.Take(1, Short, Stop));
        var taken = await TakeEventually(Long);

        Assert.Null(await _queue.Renew(late, Long, Stop));
        Assert.True(await _queue.Complete(taken, Stop));
        Assert.Null(await _queue.Renew(taken, Long, Stop));
    }

    [Fact]
    public async Task Hidden_messages_are_counted_too()
    {
        await Send("a", "b", "c");
        await _queue.Take(2, Long, Stop);

        Assert.Equal(3, await _queue.Count(Stop));
    }

    [Fact]
    public async Task Those_who_take_at_once_get_different_messages()
    {
        await _queue.Send([.. Enumerable.Range(0, 60).Select(i => $"message {i}")], TimeSpan.Zero, Stop);

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await _queue.Take(3, Long, Stop) is { Count: > 0 } messages)
            {
                mine.AddRange(messages.Select(message => message.Text));
            }

            return mine;
        })));

        Assert.Equal(60, taken.Sum(mine => mine.Count));
        Assert.Equal(60, taken.SelectMany(mine => mine).Distinct().Count());
    }

    [Fact]
    public async Task What_the_service_would_refuse_is_refused_in_a_sentence()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.Take(0, Long, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.Take(33, Long, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.Take(1, TimeSpan.Zero, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.Send(["a"], TimeSpan.FromDays(8), Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _queue.Send(["a"], TimeSpan.FromSeconds(-1), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => _queue.Complete(new("a", "no receipt of this kind", 1), Stop));
    }

    private Task Send(params string[] texts) => _queue.Send(texts, TimeSpan.Zero, Stop);

    /// <summary>Takes the one message when it shows, within 20 seconds.</summary>
    private async Task<WorkMessage> TakeEventually(TimeSpan lease)
    {
        for (var tick = 0; tick < 80; tick++)
        {
            if (await _queue.Take(1, lease, Stop) is [var message])
            {
                return message;
            }

            await Tick();
        }

        throw new TimeoutException("No message showed within 20 seconds.");
    }
}
