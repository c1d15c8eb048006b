using System.Collections.Concurrent;
using FunctionsBot.Queueing;

namespace FunctionsBot.Storage;

/// <summary>The store that the settings choose: where tables and queues are opened.</summary>
public sealed class Store : IDisposable
{
    private readonly Func<string, (ITable Table, Func<long> Transactions)> _table;
    private readonly Func<string, IWorkQueue> _queue;
    private readonly IDisposable? _owned;
    private readonly ConcurrentBag<Func<long>> _transactions = [];

    private Store(
        string description, Func<string, (ITable Table, Func<long> Transactions)> table, Func<string, IWorkQueue> queue, IDisposable? owned)
    {
        Description = description;
        (_table, _queue, _owned) = (table, queue, owned);
    }

    /// <summary>What was chosen, for the line a host writes at its start; no secret in it.</summary>
    public string Description { get; }

    /// <summary>Table transactions since the start, counted as Azure bills them; see <see cref="AzureTable.Transactions"/>.</summary>
    public long Transactions => _transactions.Sum(count => count());

    /// <summary>Chooses: a connection string comes first, then an account, and without both the embedded store.</summary>
    /// <param name="connectionString">Setting <c>AzureWebJobsStorage</c>; null or empty where there is none.</param>
    /// <param name="accountName">Setting <c>AzureWebJobsStorage__accountName</c>, signed in to with the app's identity.</param>
    /// <param name="clientId">Setting <c>AzureWebJobsStorage__clientId</c>: the user-assigned identity to sign in with, where there is one.</param>
    /// <param name="dataFolder">The embedded store's folder.</param>
    /// <param name="clock">The embedded store's clock.</param>
    /// <exception cref="StoreException">The embedded store cannot be opened, or a setting is no connection string or account name.</exception>
    public static Store Choose(string? connectionString, string? accountName, string? clientId, string dataFolder, TimeProvider clock) =>
        !string.IsNullOrWhiteSpace(connectionString) ? Azure(AzureAccount.Connect(connectionString))
        : !string.IsNullOrWhiteSpace(accountName) ? Azure(AzureAccount.SignIn(accountName, clientId))
        : Sqlite(dataFolder, clock);

    /// <summary>Opens a table; see <see cref="SqliteStore.Table"/> for names.</summary>
    public ITable Table(string name)
    {
        var (table, transactions) = _table(name);
        _transactions.Add(transactions);
        return table;
    }

    /// <summary>Opens a queue; see <see cref="SqliteStore.Queue"/> for names.</summary>
    public IWorkQueue Queue(string name) => _queue(name);

    /// <summary>Closes the embedded store; the other has nothing to close.</summary>
    public void Dispose() => _owned?.Dispose();

    private static Store Azure(AzureAccount account) => new(
        $"Azure storage account {account.Name}",
        name =>
        {
            var table = account.Table(name);
            return (table, () => table.Transactions);
        },
        account.Queue,
        null);

    private static Store Sqlite(string folder, TimeProvider clock)
    {
        var store = new SqliteStore(folder, clock);
        return new(
            $"SQLite in {store.File}",
            name =>
            {
                var table = store.Table(name);
                return (table, () => table.Transactions);
            },
            store.Queue,
            store);
    }
}
