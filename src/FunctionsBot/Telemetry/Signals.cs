using System.Diagnostics;
using System.Diagnostics.Metrics;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;

namespace FunctionsBot.Telemetry;

/// <summary>
/// What the bot tells whoever listens: one trace from the timer that finds a source due to the message that reaches a reader, and figures.
/// Only the platform's own types are used; which exporter listens is the host's affair. Nothing here names a person or an address.
/// </summary>
public static class Signals
{
    /// <summary>The name of the source of traces and of the meter.</summary>
    public const string Name = "FunctionsBot";

    /// <summary>A delivery is late when this long has passed between its decision and its sending.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(30);

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Cycles = Meter.CreateCounter<long>("functionsbot.cycles", description: "Times that due sources were looked for.");
    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("functionsbot.polls", description: "Sources asked, by outcome.");
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("functionsbot.items", description: "Entries read and understood, by verdict.");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("functionsbot.deliveries", description: "Attempts to deliver, by outcome.");
    private static readonly Counter<long> LateDeliveries = Meter.CreateCounter<long>("functionsbot.deliveries.late", description: "Deliveries sent half an hour or more after they were decided.");
    private static readonly Counter<long> GivenUp = Meter.CreateCounter<long>("functionsbot.work.given_up", description: "Messages that failed every try, by queue.");
    private static readonly Counter<long> PutBack = Meter.CreateCounter<long>("functionsbot.work.put_back", description: "Work that no queue held any more.");
    private static readonly Gauge<double> Failing = Meter.CreateGauge<double>("functionsbot.sources.failing", description: "Share of sources that fail, 0 to 1.");
    private static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("functionsbot.deliveries.delay", "s", "From the decision to the sending.");

    /// <summary>Begins what a timer does: the beginning of a trace, and at most a link to the host's own.</summary>
    internal static Activity? Timer(string name) => Start(name, ActivityKind.Internal, default);

    /// <summary>Begins what a message asks for, in the trace in which it was sent.</summary>
    internal static Activity? Handle(Work work)
    {
        ActivityContext.TryParse(work.Trace, null, isRemote: true, out var sender);
        return Start(work.Tag[..work.Tag.IndexOf('.', StringComparison.Ordinal)], ActivityKind.Consumer, sender);
    }

    internal static void Cycle(int due)
    {
        Cycles.Add(1);
        Activity.Current?.SetTag("functionsbot.due", due);
    }

    internal static void Polled(PollOutcome outcome) =>
        Polls.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Failure is not null ? "failed" : outcome.Unchanged ? "unchanged" : "read"));

    internal static void Read(Verdict verdict)
    {
        Items.Add(1, new KeyValuePair<string, object?>("relevant", verdict.Relevant));
        Activity.Current?.SetTag("functionsbot.relevant", verdict.Relevant);
    }

    /// <summary>What came of an attempt to deliver; for one that was sent, with the time since it was decided.</summary>
    internal static void Delivered(string outcome, TimeSpan? delay = null)
    {
        Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        Activity.Current?.SetTag("functionsbot.outcome", outcome);
        if (delay is { } took)
        {
            Delay.Record(took.TotalSeconds);
            LateDeliveries.Add(took >= Late ? 1 : 0);
        }
    }

    internal static void WorkGivenUp(string queue) => GivenUp.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal static void WorkPutBack(int count) => PutBack.Add(count);

    internal static void SourcesFailing(int failing, int all) => Failing.Record(all == 0 ? 0 : (double)failing / all);

    private static Activity? Start(string name, ActivityKind kind, ActivityContext sender)
    {
        // The host's trace is of one function; ours goes on through the queues.
        ActivityLink[] links = Activity.Current is { } host && host.Context.TraceId != sender.TraceId ? [new ActivityLink(host.Context)] : [];
        if (sender == default)
        {
            Activity.Current = null;
        }

        return Source.StartActivity(name, kind, sender, links: links);
    }
}
