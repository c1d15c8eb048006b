using FunctionsBot.Domain;

namespace FunctionsBot.Delivery;

/// <summary>A means of reaching destinations.</summary>
public interface IChannel
{
    /// <summary>The destinations it serves.</summary>
    ChannelKind Kind { get; }

    /// <summary>Sends what has not been sent of a message.</summary>
    /// <param name="delivery">Says how many parts the other side has already (<see cref="OutboxRow.PartsSent"/>) and names the message, so that its Message-ID is the same at every try.</param>
    /// <param name="destination">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="cancel">Stops before the next part.</param>
    /// <exception cref="IOException">An outage: the queue tries again later.</exception>
    Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel);
}
