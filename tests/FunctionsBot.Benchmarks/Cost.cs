namespace FunctionsBot.Benchmarks;

/// <summary>
/// What work has taken. Processor time, not the clock's: other programs on the machine then change little. It is the whole process's, so
/// that a collection on another thread counts for the work that made it necessary.
/// </summary>
/// <param name="Time">Processor time.</param>
/// <param name="Bytes">Bytes allocated by the thread.</param>
internal readonly record struct Cost(TimeSpan Time, long Bytes)
{
    /// <summary>Takes the cost of some work, starting from a heap without garbage.</summary>
    public static Cost Of(Action work)
    {
        GC.Collect();
        var time = Environment.CpuUsage.TotalTime;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        work();
        return new Cost(Environment.CpuUsage.TotalTime - time, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    /// <summary>Two costs together.</summary>
    public static Cost operator +(Cost one, Cost other) => new(one.Time + other.Time, one.Bytes + other.Bytes);
}
