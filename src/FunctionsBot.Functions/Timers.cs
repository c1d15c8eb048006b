using FunctionsBot.Retention;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsBot.Functions;

/// <summary>
/// What the clock starts. The host runs each timer on one instance at a time, and each one only looks for what is due and puts it
/// in a queue, so that a run that comes late or twice does no harm.
/// </summary>
/// <param name="pipeline">Does the work.</param>
/// <param name="expiry">Deletes what is past its time.</param>
public sealed class Timers(Pipeline pipeline, Expiry expiry)
{
    /// <summary>Puts the sources that are due in the queue <c>poll</c>.</summary>
    [Function(nameof(PollDueSources))]
    public Task PollDueSources([TimerTrigger("%PollSchedule%")] TimerInfo timer, CancellationToken cancel) => pipeline.PollDueSources(cancel);

    /// <summary>Composes the digests that are due and puts them in the queue <c>deliver</c>.</summary>
    [Function(nameof(SendDueDigests))]
    public Task SendDueDigests([TimerTrigger("%DigestSchedule%")] TimerInfo timer, CancellationToken cancel) => pipeline.SendDueDigests(cancel);

    /// <summary>Finds work that no queue holds any more and puts it back.</summary>
    [Function(nameof(Sweep))]
    public Task Sweep([TimerTrigger("%SweepSchedule%")] TimerInfo timer, CancellationToken cancel) => pipeline.Sweep(cancel);

    /// <summary>Deletes what is past its time.</summary>
    [Function(nameof(Expire))]
    public Task Expire([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancel) => expiry.Run(cancel);
}
