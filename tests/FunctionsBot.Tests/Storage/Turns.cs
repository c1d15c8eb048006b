namespace FunctionsBot.Tests.Storage;

/// <summary>
/// Who has the next table transaction, where several work at once: chosen by the test, so that every interleaving can be tried, and tried again.
/// </summary>
/// <param name="choices">Each says which of those that wait goes next; when they are used up they begin anew.</param>
internal sealed class Turns(IReadOnlyList<int> choices)
{
    private readonly AsyncLocal<int> worker = new();
    private readonly SortedDictionary<int, TaskCompletionSource> waiting = [];
    private readonly Lock gate = new();
    private int working;
    private int next;

    /// <summary>For <see cref="MemoryTable.Turn"/>.</summary>
    public Task Wait()
    {
        lock (gate)
        {
            var turn = waiting[worker.Value] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Go();
            return turn.Task;
        }
    }

    /// <summary>Runs all at once, one transaction at a time.</summary>
    public Task<T[]> Run<T>(IReadOnlyList<Func<Task<T>>> work)
    {
        working = work.Count;
        return Task.WhenAll(work.Select((task, i) => Task.Run(async () =>
        {
            worker.Value = i;
            try
            {
                return await task();
            }
            finally
            {
                lock (gate)
                {
                    working--;
                    Go();
                }
            }
        })));
    }

    /// <summary>Once all that still work wait for their turn, one has it.</summary>
    private void Go()
    {
        if (waiting.Count < working || waiting.Count == 0)
        {
            return;
        }

        var (who, turn) = waiting.ElementAt(choices[next++ % choices.Count] % waiting.Count);
        waiting.Remove(who);
        turn.SetResult();
    }
}
