using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using FunctionsBot.Queueing;

namespace FunctionsBot.Storage;

/// <summary>The tables and queues of one Azure storage account, or of Azurite.</summary>
internal sealed class AzureAccount
{
    private readonly TableServiceClient _tables;
    private readonly QueueServiceClient _queues;

    private AzureAccount(TableServiceClient tables, QueueServiceClient queues) => (_tables, _queues) = (tables, queues);

    public string Name => _tables.AccountName;

    /// <param name="connectionString">An account's, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="transport">Carries the requests; null for the usual one.</param>
    /// <exception cref="StoreException">The connection string cannot be read; it is not repeated, for it holds a key.</exception>
    public static AzureAccount Connect(string connectionString, HttpPipelineTransport? transport = null)
    {
        try
        {
            return new(new(connectionString, TableOptions(transport)), new(connectionString, QueueOptions()));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The exception is not passed on: its message may repeat parts of the string.
            throw new StoreException("The storage connection string cannot be read: copy it again from the storage account's access keys.");
        }
    }

    /// <summary>Signs in with the identity of the app, or of the developer.</summary>
    /// <param name="accountName">The account's name in the public Azure cloud.</param>
    /// <param name="clientId">The client id of a user-assigned identity; null for the app's own.</param>
    /// <exception cref="StoreException">That is no account name.</exception>
    public static AzureAccount SignIn(string accountName, string? clientId)
    {
        if (accountName is not { Length: >= 3 and <= 24 } || !accountName.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            throw new StoreException($"\"{accountName}\" is no storage account name: 3 to 24 lower-case letters and digits.");
        }

        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
        return new(
            new(new Uri($"https://{accountName}.table.core.windows.net"), credential, TableOptions(null)),
            new(new Uri($"https://{accountName}.queue.core.windows.net"), credential, QueueOptions()));
    }

    public AzureTable Table(string name) => new(_tables, name);

    public AzureWorkQueue Queue(string name) => new(_queues, name);

    private static TableClientOptions TableOptions(HttpPipelineTransport? transport)
    {
        var options = new TableClientOptions();
        options.AddPolicy(new RetryWatch(), HttpPipelinePosition.PerRetry);
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return options;
    }

    // The Functions queue trigger decodes base64 by default.
    private static QueueClientOptions QueueOptions() => new() { MessageEncoding = QueueMessageEncoding.Base64 };
}
