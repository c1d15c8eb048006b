using FunctionsBot.Domain;

namespace FunctionsBot.Delivery;

/// <summary>What the pipeline has to do after a delivery was tried.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Nothing: it is sent, or there is nobody to send it to any more; its row says which.</summary>
    public sealed record Done : SendOutcome
    {
        /// <summary>The delivery that the other side has, with its ids; null where nothing was sent.</summary>
        public OutboxRow? Row { get; init; }
    }

    /// <summary>More alerts wait for one destination than are told one by one: they are to be told together.</summary>
    /// <param name="Destination">To whom.</param>
    /// <param name="Alerts">The ids of the alerts.</param>
    public sealed record ManyWaiting(Destination Destination, IReadOnlyList<string> Alerts) : SendOutcome;

    /// <summary>Try it again.</summary>
    /// <param name="Delay">After this long.</param>
    /// <param name="Reason">Why, in one sentence.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Reason) : SendOutcome;

    /// <summary>It failed for good: tell admins, once. The same answer comes again if it is tried again.</summary>
    /// <param name="Row">The delivery, with <see cref="OutboxRow.Reason"/>.</param>
    /// <param name="Destination">To whom.</param>
    /// <param name="Paused">The destination refuses everything (blocked, kicked, mailbox unknown) and was paused.</param>
    public sealed record GivenUp(OutboxRow Row, Destination Destination, bool Paused) : SendOutcome;
}
