using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Delivery;

/// <summary>A group takes over alerts; a crash at any write of that loses none and tells none twice.</summary>
public sealed class GroupCrashTests
{
    private const int Alerts = 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Writes => [.. Enumerable.Range(1, 14)];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_crash_before_any_write_of_a_group_loses_and_repeats_nothing(int crash)
    {
        var told = new List<string>();
        var left = int.MaxValue;
        var channel = new ScriptedChannel(ChannelKind.Telegram, (_, message, _) =>
        {
            told.AddRange(message.StoryIds);
            return Task.FromResult<SendResult>(new SendResult.Sent([$"{told.Count}"]));
        });
        var driver = new OutboxDriver(
            table =>
            {
                ((MemoryTable)table).BeforeWrite = () =>
                {
                    if (--left == 0)
                    {
                        throw new IOException("The power went.");
                    }
                };
                return table;
            },
            channel);
        var chat = await driver.Chat();
        var ids = Enumerable.Range(0, Alerts).Select(n => $"alert-20260316-{n}").ToList();
        foreach (var id in ids)
        {
            await driver.Post(chat, id, stories: $"20260316-{id}");
        }

        left = crash;
        try
        {
            await Tell(driver, chat, ids);
        }
        catch (IOException)
        {
            // The process died; everything it held in memory is gone.
        }

        left = int.MaxValue;
        driver.Clock.Advance(TimeSpan.FromMinutes(10));
        await Tell(driver, chat, ids);
        foreach (var id in ids)
        {
            await driver.Deliver(chat, id);
        }

        // What was sent but not marked is sent again, as always; the last write of all is that mark.
        Assert.Equal(ids.Select(i => $"20260316-{i}").Order(), told.Distinct().Order());
        Assert.True(told.Count == Alerts || channel.Calls == 2, $"{told.Count} told in {channel.Calls} messages");
    }

    [Fact]
    public async Task An_alert_that_another_worker_has_sent_meanwhile_is_not_in_the_group()
    {
        var messages = new List<OutgoingMessage>();
        var channel = new ScriptedChannel(ChannelKind.Telegram, (_, message, _) =>
        {
            messages.Add(message);
            return Task.FromResult<SendResult>(new SendResult.Sent(["1"]));
        });
        var driver = new OutboxDriver(channel);
        var chat = await driver.Chat();
        var ids = Enumerable.Range(0, Alerts).Select(n => $"alert-20260316-{n}").ToList();
        foreach (var id in ids)
        {
            await driver.Post(chat, id, stories: $"20260316-{id}");
        }

        var group = driver.Outbox.GroupId();
        Assert.True(await driver.Outbox.PostGroup(chat.Id, group, ids, Cancel));
        await driver.Deliver(chat, ids[3]);
        await Tell(driver, chat, ids);

        Assert.Equal(2, messages.Count);
        Assert.DoesNotContain($"20260316-{ids[3]}", messages[1].StoryIds);
        Assert.Equal(Alerts - 1, messages[1].StoryIds.Count);
        Assert.Equal(DeliveryState.Sent, (await driver.Row(chat, group)).State);
    }

    /// <summary>What the pipeline does with alerts that are too many.</summary>
    private static async Task Tell(OutboxDriver driver, Destination chat, IReadOnlyList<string> ids)
    {
        var group = await Known(driver, chat);
        if (group is null)
        {
            group = driver.Outbox.GroupId();
            Assert.True(await driver.Outbox.PostGroup(chat.Id, group, ids, Cancel));
        }

        if (await driver.Outbox.Gather(chat.Id, group, Cancel) is { Count: > 0 } stories)
        {
            await driver.Outbox.Fill(chat.Id, group, OutboxDriver.Message("together") with { StoryIds = stories }, Cancel);
        }

        await driver.Deliver(chat, group);
    }

    private static async Task<string?> Known(OutboxDriver driver, Destination chat) =>
        (await driver.Tables.Deliveries.Range(chat.Id, Outbox.GroupPrefix, Outbox.GroupPrefix + "~", Cancel).FirstOrDefaultAsync(Cancel))?.Key;
}
