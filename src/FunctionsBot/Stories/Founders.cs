using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// The stories founded last, by all instances: one row that every founder adds its story to, on condition that it has seen all who did so
/// before. Of two that found the story of one happening at once, neither of which the other could find when it looked, the second learns of
/// the first here.
/// </summary>
/// <param name="table">The table of fingerprints.</param>
internal sealed class Founders(ITable table)
{
    /// <summary>Stories remembered: more than are nearly ever founded anywhere while one item is placed.</summary>
    private const int Remembered = 24;

    /// <summary>Every lost race means that another story was founded; this many in a row mean that something is wrong.</summary>
    private const int MostRaces = 100;

    private State state = new(0, [], null);
    private Task last = Task.CompletedTask;

    /// <summary>How many stories had been founded in all when this instance looked last.</summary>
    public long Seen => Volatile.Read(ref state).Count;

    /// <summary>The UTC day of the latest story that a row remembers; null where it remembers none.</summary>
    public static string? LatestDay(TableRow row) =>
        IndexRows.Read<Stored>(row).Latest.Select(f => Keys.DayOf(f.Story)).Max(StringComparer.Ordinal);

    /// <summary>Takes the row as it was read; null where there is none yet.</summary>
    /// <returns>The stories founded since this instance looked last.</returns>
    public IReadOnlyList<Posting> Take(TableRow? row)
    {
        var seen = Seen;
        var stored = row is null ? new Stored(0, []) : IndexRows.Read<Stored>(row);
        var read = new State(stored.Count, [.. stored.Latest.Select(f => IndexRows.ReadPosting(f.Story, f.Signature))], row?.ETag);
        Volatile.Write(ref state, read);
        return read.Since(seen);
    }

    /// <summary>Adds a story, unless it is there: one transaction, and two more for each other instance that adds one at the same time.</summary>
    /// <param name="founded">The story.</param>
    /// <param name="seen">What <see cref="Seen"/> was before anybody was looked for.</param>
    /// <param name="again">The item is placed again. If since then more were founded than are remembered, the story is taken to have been among them.</param>
    /// <param name="heard">Told of the stories that others founded, when they are first seen here.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The stories founded since then and before this one, and whether there were more than are remembered.</returns>
    /// <exception cref="TimeoutException">Other instances founded stories a hundred times in a row.</exception>
    public async Task<(IReadOnlyList<Posting> Others, bool AndMore)> Add(Posting founded, long seen, bool again, Action<IReadOnlyList<Posting>> heard, CancellationToken cancel)
    {
        // Of one instance one after the other: it would be right without, but each would refuse all others, and they read the row again.
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref last, turn.Task);
        try
        {
            await before.WaitAsync(cancel);
            for (var race = 0; race < MostRaces; race++)
            {
                var now = Volatile.Read(ref state);
                if (again && now.Count - seen > Remembered)
                {
                    return ([], false);
                }

                if (now.Latest.Any(f => f.Story == founded.Story) || await Write(now, founded, cancel))
                {
                    return ([.. now.Since(seen).TakeWhile(f => f.Story != founded.Story)], !again && now.Count - seen > Remembered);
                }

                heard(Take(await table.Get(Keys.Only, IndexRows.Founders, cancel)));
            }
        }
        finally
        {
            turn.SetResult();
        }

        throw new TimeoutException($"Story {founded.Story} could not be announced: others founded stories {MostRaces} times in a row; it is tried again later.");
    }

    private async Task<bool> Write(State now, Posting founded, CancellationToken cancel)
    {
        var next = new State(now.Count + 1, [.. now.Latest.TakeLast(Remembered - 1), founded], null);
        var stored = new Stored(next.Count, [.. next.Latest.Select(f => new Founder(f.Story, IndexRows.Signature(f)))]);
        var row = new TableRow(Keys.Only, IndexRows.Founders, JsonSerializer.Serialize(stored, StoredJson.Options), now.ETag);
        if ((now.ETag is null ? await table.Insert(row, cancel) : await table.Replace(row, cancel)) is not { } etag)
        {
            return false;
        }

        Volatile.Write(ref state, next with { ETag = etag });
        return true;
    }

    /// <summary>The row as this instance knows it.</summary>
    private sealed record State(long Count, IReadOnlyList<Posting> Latest, string? ETag)
    {
        /// <summary>Those founded after so many, as far as they are remembered.</summary>
        public IReadOnlyList<Posting> Since(long seen) => [.. Latest.TakeLast((int)Math.Clamp(Count - seen, 0, Remembered))];
    }

    /// <summary>The row.</summary>
    /// <param name="Count">Stories founded in all.</param>
    /// <param name="Latest">The last of them.</param>
    private sealed record Stored(long Count, IReadOnlyList<Founder> Latest);

    private sealed record Founder(string Story, StoredSignature Signature);
}
