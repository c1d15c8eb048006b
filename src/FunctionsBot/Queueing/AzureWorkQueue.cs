using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FunctionsBot.Storage;

namespace FunctionsBot.Queueing;

/// <summary>A queue in an Azure storage account; created when first used. Messages never expire by themselves.</summary>
public sealed class AzureWorkQueue : IWorkQueue
{
    /// <summary>The service takes one message a request; so many requests run at once.</summary>
    private const int Parallel = 16;

    /// <summary>Without it the service drops messages after seven days. Source: https://learn.microsoft.com/rest/api/storageservices/put-message</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue;
    private readonly string _what;
    private volatile bool _created;

    internal AzureWorkQueue(QueueServiceClient service, string name)
    {
        QueueLimits.CheckName(name);
        _queue = service.GetQueueClient(name);
        _what = $"queue {name} of account {service.AccountName}";
    }

    /// <inheritdoc/>
    public async Task Send(IReadOnlyList<string> texts, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckTexts(texts);
        QueueLimits.CheckDelay(delay);
        await EnsureCreated(cancel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel };
        await System.Threading.Tasks.Parallel.ForEachAsync(
            texts, options, async (text, stop) => await Ask(() => _queue.SendMessageAsync(text, Seconds(delay), Forever, stop)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkMessage>> Take(int most, TimeSpan lease, CancellationToken cancel)
    {
        QueueLimits.CheckTake(most, lease);
        await EnsureCreated(cancel);
        var taken = await Ask(() => _queue.ReceiveMessagesAsync(most, Seconds(lease), cancel));
        return [.. taken.Value.Select(message => new WorkMessage(
            message.Body.ToString(), $"{message.MessageId} {message.PopReceipt}", (int)message.DequeueCount))];
    }

    /// <inheritdoc/>
    public Task<bool> Complete(WorkMessage message, CancellationToken cancel)
    {
        var (id, receipt) = Receipt(message);
        return IfStillOurs(() => _queue.DeleteMessageAsync(id, receipt, cancel));
    }

    /// <inheritdoc/>
    public Task<bool> Release(WorkMessage message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckDelay(delay);
        var (id, receipt) = Receipt(message);
        return IfStillOurs(() => _queue.UpdateMessageAsync(id, receipt, message.Text, Seconds(delay), cancel));
    }

    /// <inheritdoc/>
    public async Task<WorkMessage?> Renew(WorkMessage message, TimeSpan lease, CancellationToken cancel)
    {
        QueueLimits.CheckTake(1, lease);
        var (id, receipt) = Receipt(message);
        var renewed = message;
        return await IfStillOurs(async () =>
        {
            var update = await _queue.UpdateMessageAsync(id, receipt, message.Text, Seconds(lease), cancel);
            return renewed = message with { Receipt = $"{id} {update.Value.PopReceipt}" };
        }) ? renewed : null;
    }

    /// <inheritdoc/>
    public async Task<int> Count(CancellationToken cancel)
    {
        await EnsureCreated(cancel);
        return (await Ask(() => _queue.GetPropertiesAsync(cancel))).Value.ApproximateMessagesCount;
    }

    private Task<bool> IfStillOurs<T>(Func<Task<T>> request) => Ask(async () =>
    {
        try
        {
            await request();
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
    });

    private async Task<T> Ask<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (AzureErrors.IsFailure(e))
        {
            throw AzureErrors.Explain(e, _what);
        }
    }

    private async Task EnsureCreated(CancellationToken cancel)
    {
        if (!_created)
        {
            await Ask(() => _queue.CreateIfNotExistsAsync(cancellationToken: cancel));
            _created = true;
        }
    }

    /// <summary>The service counts whole seconds; rounded up, a message is never shown before its time.</summary>
    private static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static (string Id, string PopReceipt) Receipt(WorkMessage message) =>
        message.Receipt.Split(' ') is [var id, var receipt]
            ? (id, receipt)
            : throw new ArgumentException($"\"{message.Receipt}\" is no receipt of this queue.", nameof(message));
}
