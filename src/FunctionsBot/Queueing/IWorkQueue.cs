namespace FunctionsBot.Queueing;

/// <summary>A message taken from a queue, hidden from others until its lease ends.</summary>
/// <param name="Text">What was sent.</param>
/// <param name="Receipt">Opaque; names this taking of it.</param>
/// <param name="Attempt">How often it has been taken, this time included: 1 at first.</param>
public sealed record WorkMessage(string Text, string Receipt, int Attempt);

/// <summary>
/// A queue with the semantics of Azure Queue Storage: delivered at least once, in no promised order, hidden while it is worked on.
/// Source: https://learn.microsoft.com/rest/api/storageservices/queue-service-concepts
/// </summary>
public interface IWorkQueue
{
    /// <summary>Appends messages.</summary>
    /// <param name="texts">Each at most 48 KiB as UTF-8 (64 KiB as the base64 that the Functions queue trigger expects).</param>
    /// <param name="delay">How long they stay hidden; at most 7 days.</param>
    /// <param name="cancel">Stops the sending; messages sent by then stay.</param>
    Task Send(IReadOnlyList<string> texts, TimeSpan delay, CancellationToken cancel);

    /// <summary>Takes up to <paramref name="most"/> (1 to 32) visible messages and hides them for <paramref name="lease"/>.</summary>
    /// <returns>None where the queue has nothing visible.</returns>
    Task<IReadOnlyList<WorkMessage>> Take(int most, TimeSpan lease, CancellationToken cancel);

    /// <summary>Removes a message that was worked off. False if its lease ended and another took it.</summary>
    Task<bool> Complete(WorkMessage message, CancellationToken cancel);

    /// <summary>Shows a message again after <paramref name="delay"/>. False if its lease ended and another took it.</summary>
    Task<bool> Release(WorkMessage message, TimeSpan delay, CancellationToken cancel);

    /// <summary>Hides a message for <paramref name="lease"/> from now on, for work that takes longer than the lease it was taken with.</summary>
    /// <returns>The message with its new receipt, the only one that counts from now on; null if its lease ended and another took it.</returns>
    Task<WorkMessage?> Renew(WorkMessage message, TimeSpan lease, CancellationToken cancel);

    /// <summary>About how many messages there are, hidden ones included.</summary>
    Task<int> Count(CancellationToken cancel);
}
