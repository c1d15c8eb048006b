using Microsoft.Azure.Functions.Worker;

namespace FunctionsBot.Functions;

/// <summary>
/// What a queued message starts. An exception gives the message back; after the tries of <c>host.json</c> the host moves it to the
/// queue's <c>-poison</c> twin, and from there it is kept for the admins.
/// Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#poison-messages
/// </summary>
/// <param name="pipeline">Does the work.</param>
public sealed class Queues(Pipeline pipeline)
{
    private const string Storage = "AzureWebJobsStorage";

    /// <summary>Reads one source.</summary>
    [Function(nameof(Poll))]
    public Task Poll([QueueTrigger("poll", Connection = Storage)] string message, CancellationToken cancel) => pipeline.Poll(message, cancel);

    /// <summary>Reads one entry through to its story and its matches.</summary>
    [Function(nameof(Process))]
    public Task Process([QueueTrigger("process", Connection = Storage)] string message, CancellationToken cancel) => pipeline.Process(message, cancel);

    /// <summary>Sends one message to one destination.</summary>
    [Function(nameof(Deliver))]
    public Task Deliver([QueueTrigger("deliver", Connection = Storage)] string message, CancellationToken cancel) => pipeline.Deliver(message, cancel);

    /// <summary>Keeps a poll that failed every try.</summary>
    [Function(nameof(PollPoisoned))]
    public Task PollPoisoned([QueueTrigger("poll-poison", Connection = Storage)] string message, CancellationToken cancel) =>
        pipeline.Poisoned("poll", message, cancel);

    /// <summary>Keeps an entry that failed every try.</summary>
    [Function(nameof(ProcessPoisoned))]
    public Task ProcessPoisoned([QueueTrigger("process-poison", Connection = Storage)] string message, CancellationToken cancel) =>
        pipeline.Poisoned("process", message, cancel);

    /// <summary>Keeps a delivery that failed every try.</summary>
    [Function(nameof(DeliverPoisoned))]
    public Task DeliverPoisoned([QueueTrigger("deliver-poison", Connection = Storage)] string message, CancellationToken cancel) =>
        pipeline.Poisoned("deliver", message, cancel);
}
