using System.Globalization;
using FunctionsBot.Storage;

namespace FunctionsBot.Queueing;

/// <summary>
/// A queue in the embedded store. Opened by <see cref="SqliteStore.Queue"/>. When the store is opened, messages leased by a process
/// that died are visible again at once; those delayed on purpose stay delayed.
/// </summary>
public sealed class SqliteWorkQueue : IWorkQueue
{
    private readonly SqliteStore _store;
    private readonly string _name;
    private readonly TimeProvider _clock;

    internal SqliteWorkQueue(SqliteStore store, string name, TimeProvider clock)
    {
        QueueLimits.CheckName(name);
        _store = store;
        _name = name;
        _clock = clock;
    }

    /// <summary>Appends messages: all of them or, on an error, none.</summary>
    public Task Send(IReadOnlyList<string> texts, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckTexts(texts);
        QueueLimits.CheckDelay(delay);
        var visible = Now + Milliseconds(delay);
        return _store.Write(
            session => session.Transact(() =>
            {
                foreach (var text in texts)
                {
                    session.Execute("INSERT INTO messages(id, queue, visible, text) VALUES ($1, $2, $3, $4)", _store.NextVersion(), _name, visible, text);
                }

                return true;
            }),
            cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkMessage>> Take(int most, TimeSpan lease, CancellationToken cancel)
    {
        QueueLimits.CheckTake(most, lease);
        var now = Now;
        return _store.Write<IReadOnlyList<WorkMessage>>(
            session =>
            {
                var receipt = _store.NextVersion();
                var taken = new List<WorkMessage>();
                using var reader = session.Query(
                    """
                    UPDATE messages SET visible = $1, leased = 1, attempt = attempt + 1, receipt = $2
                    WHERE id IN (SELECT id FROM messages WHERE queue = $3 AND visible <= $4 ORDER BY visible, id LIMIT $5)
                    RETURNING id, attempt, text
                    """,
                    now + Milliseconds(lease),
                    receipt,
                    _name,
                    now,
                    most);
                while (reader.Read())
                {
                    taken.Add(new(reader.GetString(2), string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0)}.{receipt}"), reader.GetInt32(1)));
                }

                return taken;
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Complete(WorkMessage message, CancellationToken cancel)
    {
        var (id, receipt) = Receipt(message);
        return _store.Write(session => session.Execute("DELETE FROM messages WHERE id = $1 AND receipt = $2", id, receipt) == 1, cancel);
    }

    /// <inheritdoc/>
    public Task<bool> Release(WorkMessage message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckDelay(delay);
        var (id, receipt) = Receipt(message);
        var visible = Now + Milliseconds(delay);
        return _store.Write(
            session => session.Execute(
                "UPDATE messages SET visible = $1, leased = 0, receipt = $2 WHERE id = $3 AND receipt = $4",
                visible,
                _store.NextVersion(),
                id,
                receipt) == 1,
            cancel);
    }

    /// <inheritdoc/>
    public async Task<WorkMessage?> Renew(WorkMessage message, TimeSpan lease, CancellationToken cancel)
    {
        QueueLimits.CheckTake(1, lease);
        var (id, receipt) = Receipt(message);
        var visible = Now + Milliseconds(lease);
        var ours = await _store.Write(session => session.Execute("UPDATE messages SET visible = $1 WHERE id = $2 AND receipt = $3", visible, id, receipt) == 1, cancel);
        return ours ? message : null;
    }

    /// <inheritdoc/>
    public Task<int> Count(CancellationToken cancel) =>
        _store.Read(session => (int)(long)session.Scalar("SELECT count(*) FROM messages WHERE queue = $1", _name)!, cancel);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Rounded up: never shown before its time.</summary>
    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private static (long Id, long Receipt) Receipt(WorkMessage message) =>
        message.Receipt.Split('.') is [var id, var receipt]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(receipt, NumberStyles.None, CultureInfo.InvariantCulture, out var taking)
            ? (number, taking)
            : throw new ArgumentException($"\"{message.Receipt}\" is no receipt of this queue.", nameof(message));
}
