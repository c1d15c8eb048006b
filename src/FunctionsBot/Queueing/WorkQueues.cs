namespace FunctionsBot.Queueing;

/// <summary>The bot's queues.</summary>
/// <param name="open">Opens a queue by its name.</param>
public sealed class WorkQueues(Func<string, IWorkQueue> open)
{
    /// <summary>Sources to poll.</summary>
    public IWorkQueue Poll { get; } = open(Work.PollQueue);

    /// <summary>Entries to read and digests to compose.</summary>
    public IWorkQueue Process { get; } = open(Work.ProcessQueue);

    /// <summary>Messages to deliver.</summary>
    public IWorkQueue Deliver { get; } = open(Work.DeliverQueue);

    /// <summary>A queue by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such queue.</exception>
    public IWorkQueue Of(string name) => name switch
    {
        Work.PollQueue => Poll,
        Work.ProcessQueue => Process,
        Work.DeliverQueue => Deliver,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such queue."),
    };
}
