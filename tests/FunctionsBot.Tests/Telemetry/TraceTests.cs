using System.Diagnostics;
using FunctionsBot.Queueing;
using FunctionsBot.Telemetry;
using FunctionsBot.Tests.EndToEnd;

namespace FunctionsBot.Tests.Telemetry;

public sealed class TraceTests : IDisposable
{
    private readonly AsyncLocal<bool> mine = new();
    private readonly List<Activity> ended = [];
    private readonly ActivityListener listener;

    public TraceTests()
    {
        // Other tests run in this process at the same time; only what begins in this test is listened to.
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => mine.Value ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        mine.Value = true;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task One_trace_leads_from_the_timer_that_finds_a_source_due_to_the_message_in_the_chat()
    {
        mine.Value = true;
        await using var bot = await RunningBot.Start();
        await bot.AddChat("desk", "-1001");
        await bot.AddSource();

        await bot.Bot.Pipeline.PollDueSources(Stop);
        await bot.Work();

        Assert.NotEmpty(bot.Telegram.Taken);
        Assert.Equal(["cycle", "poll", "read", "deliver"], ended.OrderBy(a => a.StartTimeUtc).Select(a => a.OperationName));
        Assert.Single(ended.Select(a => a.TraceId).Distinct());
        foreach (var (sender, receiver) in ended.OrderBy(a => a.StartTimeUtc).Zip(ended.OrderBy(a => a.StartTimeUtc).Skip(1)))
        {
            Assert.Equal(sender.SpanId, receiver.ParentSpanId);
        }
    }

    [Fact]
    public async Task Work_that_the_sweep_puts_back_stays_in_its_trace()
    {
        mine.Value = true;
        await using var bot = await RunningBot.Start();
        await bot.AddChat("desk", "-1001");
        await bot.AddSource();
        await bot.Bot.Pipeline.PollDueSources(Stop);
        foreach (var message in await bot.Queue(Work.PollQueue).Take(1, TimeSpan.FromMinutes(1), Stop))
        {
            await bot.Bot.Pipeline.Poll(message.Text, Stop);
        }

        foreach (var lost in await bot.Queue(Work.ProcessQueue).Take(8, TimeSpan.FromMinutes(1), Stop))
        {
            await bot.Queue(Work.ProcessQueue).Complete(lost, Stop);
        }

        bot.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await bot.Bot.Pipeline.Sweep(Stop));
        await bot.Work();

        Assert.Single(ended.Where(a => a.OperationName is "cycle" or "read" or "deliver").Select(a => a.TraceId).Distinct());
    }

    [Fact]
    public void A_message_from_before_there_were_traces_is_read_as_ever()
    {
        var work = Work.Parse("read.1 wire 0123456789abcdef 20260317");

        Assert.Equal((null, "20260317"), (work.Trace, work.Keys[^1]));
        Assert.Equal("read.1 wire 0123456789abcdef 20260317", work.ToString());
    }

    [Fact]
    public void A_message_carries_the_trace_behind_its_keys()
    {
        using var activity = Signals.Timer("cycle");
        var sent = new Work(Work.Deliver, ["chat", "alert-1", "20260317"]).ToString();

        Assert.Equal($"deliver.1 chat alert-1 20260317 @{activity!.Id}", sent);
        Assert.Equal(["chat", "alert-1", "20260317"], Work.Parse(sent).Keys);
        Assert.Equal(activity.Id, Work.Parse(sent).Trace);
        Assert.Equal(sent, Work.Parse(sent).ToString());
    }

    [Fact]
    public void A_damaged_trace_does_no_harm()
    {
        using var activity = Signals.Handle(Work.Parse("deliver.1 chat alert-1 20260317 @nonsense"));

        Assert.Equal(default, activity!.ParentSpanId);
    }
}
