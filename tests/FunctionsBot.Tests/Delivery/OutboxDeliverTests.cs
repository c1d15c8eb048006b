using FunctionsBot.Delivery;
using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Delivery;

public sealed class OutboxDeliverTests
{
    private static readonly SendResult Taken = new SendResult.Sent(["1"]);

    [Fact]
    public async Task Two_workers_claiming_one_delivery_send_it_once()
    {
        var (sending, answer) = (new TaskCompletionSource(), new TaskCompletionSource<SendResult>());
        var channel = new ScriptedChannel(ChannelKind.Telegram, (_, _, _) =>
        {
            sending.SetResult();
            return answer.Task;
        });
        var driver = new OutboxDriver(channel);
        var chat = await driver.Chat();
        await driver.Post(chat);

        var first = driver.Deliver(chat);
        await sending.Task.WaitAsync(OutboxDriver.Cancel);
        driver.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await driver.Deliver(chat);
        answer.SetResult(Taken);

        Assert.IsType<SendOutcome.Done>(await first);
        Assert.Equal(TimeSpan.FromMinutes(3), Assert.IsType<SendOutcome.RetryAfter>(second).Delay);
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
        Assert.Equal(1, channel.Calls);
    }

    [Fact]
    public async Task What_is_sent_is_not_sent_again()
    {
        var channel = new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => Task.FromResult(Taken));
        var driver = new OutboxDriver(channel);
        var chat = await driver.Chat();
        await driver.Post(chat);

        await driver.Deliver(chat);
        await driver.Deliver(chat);

        var row = await driver.Row(chat);
        Assert.Equal(1, channel.Calls);
        Assert.Equal((DeliveryState.Sent, 1, OutboxDriver.Start), (row.State, row.Attempts, row.SentAt!.Value));
        Assert.Equal(["1"], row.Receipts);
        Assert.False(await driver.Post(chat));
    }

    [Fact]
    public async Task A_claim_left_by_a_dead_worker_is_taken_over_when_its_lease_ends()
    {
        var answers = new Queue<Task<SendResult>>([new TaskCompletionSource<SendResult>().Task, Task.FromResult(Taken)]);
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => answers.Dequeue()));
        var chat = await driver.Chat();
        await driver.Post(chat);
        _ = driver.Deliver(chat);

        Assert.IsType<SendOutcome.RetryAfter>(await driver.Deliver(chat));
        driver.Clock.Advance(Outbox.Lease);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
        Assert.Equal(2, (await driver.Row(chat)).Attempts);
    }

    [Fact]
    public async Task After_a_restart_on_one_machine_a_dead_claim_is_free_at_once()
    {
        var answers = new Queue<Task<SendResult>>([new TaskCompletionSource<SendResult>().Task, Task.FromResult(Taken)]);
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => answers.Dequeue()));
        var chat = await driver.Chat();
        await driver.Post(chat);
        _ = driver.Deliver(chat);

        Assert.Equal([(chat.Id, "alert-1")], await driver.Outbox.ReleaseClaims(OutboxDriver.Cancel));

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
    }

    [Fact]
    public async Task A_worker_that_comes_back_after_its_lease_still_records_what_it_sent()
    {
        var late = new TaskCompletionSource<SendResult>();
        var answers = new Queue<Task<SendResult>>([late.Task, Task.FromResult<SendResult>(new SendResult.Later(TimeSpan.FromMinutes(9), "busy", []))]);
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => answers.Dequeue()));
        var chat = await driver.Chat();
        await driver.Post(chat);
        var first = driver.Deliver(chat);
        driver.Clock.Advance(Outbox.Lease);
        await driver.Deliver(chat);

        late.SetResult(Taken);
        await first;

        Assert.Equal(DeliveryState.Sent, (await driver.Row(chat)).State);
    }

    [Fact]
    public async Task A_late_answer_of_a_lost_claim_does_not_undo_what_the_next_worker_did()
    {
        var late = new TaskCompletionSource<SendResult>();
        var answers = new Queue<Task<SendResult>>([late.Task, Task.FromResult(Taken)]);
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => answers.Dequeue()));
        var chat = await driver.Chat();
        await driver.Post(chat);
        var first = driver.Deliver(chat);
        driver.Clock.Advance(Outbox.Lease);
        await driver.Deliver(chat);

        late.SetResult(new SendResult.Later(TimeSpan.FromMinutes(1), "busy", []));
        await first;

        Assert.Equal(DeliveryState.Sent, (await driver.Row(chat)).State);
    }

    [Fact]
    public async Task An_outage_is_tried_again_with_growing_pauses_for_four_hours_and_then_given_up_with_its_reason()
    {
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => throw new IOException("Telegram could not be reached.")));
        var chat = await driver.Chat();
        await driver.Post(chat);

        List<TimeSpan> pauses = [];
        SendOutcome outcome;
        while ((outcome = await driver.Deliver(chat)) is SendOutcome.RetryAfter retry)
        {
            Assert.Equal("Telegram could not be reached.", retry.Reason);
            pauses.Add(retry.Delay);
            driver.Clock.Advance(retry.Delay);
        }

        var givenUp = Assert.IsType<SendOutcome.GivenUp>(outcome);
        Assert.Equal([1, 2, 3, 4, 5, 5], pauses.Take(6).Select(p => p.TotalMinutes));
        Assert.InRange(driver.Clock.GetUtcNow() - OutboxDriver.Start, TimeSpan.FromHours(4), TimeSpan.FromHours(4.1));
        Assert.Equal($"Given up after {pauses.Count + 1} tries: Telegram could not be reached.", givenUp.Row.Reason);
        Assert.False(givenUp.Paused);
        Assert.Equal(DestinationState.Active, (await driver.Stored(chat)).State);
        Assert.Equal(DeliveryState.Failed, (await driver.Row(chat)).State);
    }

    [Fact]
    public async Task A_failed_delivery_that_an_admin_sends_again_gets_all_its_tries_anew()
    {
        var answers = new Queue<SendResult>([new SendResult.Refused("can't parse entities", false), Taken]);
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => Task.FromResult(answers.Dequeue())));
        var chat = await driver.Chat();
        await driver.Post(chat);
        Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat));

        Assert.True(await driver.Outbox.Retry(chat.Id, "alert-1", OutboxDriver.Cancel));
        Assert.False(await driver.Outbox.Retry(chat.Id, "alert-1", OutboxDriver.Cancel));

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat));
        Assert.Equal(DeliveryState.Sent, (await driver.Row(chat)).State);
    }

    [Fact]
    public async Task A_stopping_host_gives_the_claim_back()
    {
        using var stopping = new CancellationTokenSource();
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, async (_, _, _) =>
        {
            await stopping.CancelAsync();
            throw new OperationCanceledException(stopping.Token);
        }));
        var chat = await driver.Chat();
        await driver.Post(chat);

        await Assert.ThrowsAsync<OperationCanceledException>(() => driver.Outbox.Deliver(chat.Id, "alert-1", stopping.Token));

        var row = await driver.Row(chat);
        Assert.Equal((DeliveryState.Pending, null), (row.State, row.LeaseUntil));
    }

    [Fact]
    public async Task Sending_that_never_ends_is_stopped_before_another_worker_may_claim_it()
    {
        var sending = new TaskCompletionSource();
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, async (_, _, cancel) =>
        {
            sending.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return Taken;
        }));
        var chat = await driver.Chat();
        await driver.Post(chat);

        var delivering = driver.Deliver(chat);
        await sending.Task.WaitAsync(OutboxDriver.Cancel);
        driver.Clock.Advance(Outbox.SendLimit);

        Assert.Equal("Sending took over 4 minutes.", Assert.IsType<SendOutcome.RetryAfter>(await delivering).Reason);
        Assert.True(Outbox.SendLimit < Outbox.Lease);
    }

    [Fact]
    public async Task Deliveries_left_for_a_paused_chat_fail_quietly_however_often_they_are_tried()
    {
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => Task.FromResult<SendResult>(new SendResult.Refused("Forbidden: bot was blocked by the user", true))));
        var chat = await driver.Chat();
        await driver.Post(chat, "alert-1", stories: "story-1");
        await driver.Post(chat, "alert-2", stories: "story-2");

        Assert.True(Assert.IsType<SendOutcome.GivenUp>(await driver.Deliver(chat, "alert-1")).Paused);
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat, "alert-2"));
        Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat, "alert-2"));

        Assert.Equal("The destination is paused: Forbidden: bot was blocked by the user", (await driver.Row(chat, "alert-2")).Reason);
    }

    [Fact]
    public async Task A_fault_of_the_bot_is_thrown_to_the_queue_and_its_reason_kept()
    {
        var driver = new OutboxDriver(new ScriptedChannel(ChannelKind.Telegram, (_, _, _) => throw new InvalidOperationException("Broken.")));
        var chat = await driver.Chat();
        await driver.Post(chat);

        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.Deliver(chat));

        var row = await driver.Row(chat);
        Assert.Equal((DeliveryState.Pending, "InvalidOperationException: Broken."), (row.State, row.Reason));
    }

    [Theory]
    [InlineData(DestinationState.Paused, DeliveryKind.Alert, false)]
    [InlineData(DestinationState.Unconfirmed, DeliveryKind.Alert, false)]
    [InlineData(DestinationState.Unconfirmed, DeliveryKind.Confirmation, true)]
    [InlineData(DestinationState.Paused, DeliveryKind.Confirmation, false)]
    public async Task Only_who_wants_it_is_written_to(DestinationState state, DeliveryKind kind, bool sent)
    {
        var channel = new ScriptedChannel(ChannelKind.Email, (_, _, _) => Task.FromResult(Taken));
        var driver = new OutboxDriver(channel);
        var subscriber = await driver.Subscriber(state: state);
        await driver.Post(subscriber, "x", kind);

        Assert.IsType<SendOutcome.Done>(await driver.Deliver(subscriber, "x"));

        Assert.Equal(sent ? 1 : 0, channel.Calls);
        Assert.Equal(sent ? DeliveryState.Sent : DeliveryState.Failed, (await driver.Row(subscriber, "x")).State);
    }

    [Fact]
    public async Task A_delivery_to_nobody_is_done()
    {
        var driver = new OutboxDriver();

        Assert.IsType<SendOutcome.Done>(await driver.Outbox.Deliver("nobody", "alert-1", OutboxDriver.Cancel));
    }
}
