using FunctionsBot.Domain;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;

namespace FunctionsBot.Site.Manage;

/// <summary>How a source is doing.</summary>
public enum Condition
{
    /// <summary>It answers.</summary>
    Healthy,

    /// <summary>It fails; the state says since when and why.</summary>
    Failing,

    /// <summary>It answered 410 Gone.</summary>
    Gone,

    /// <summary>It answers, and has listed nothing new for longer than its own rhythm explains.</summary>
    Silent,

    /// <summary>It has not been asked yet.</summary>
    Waiting,

    /// <summary>An admin stopped it.</summary>
    Paused,
}

/// <summary>A source with what polling it has taught.</summary>
/// <param name="Source">The source.</param>
/// <param name="State">Null before its first poll.</param>
/// <param name="Condition">How it is doing.</param>
public sealed record SourceCondition(Source Source, SourceState? State, Condition Condition)
{
    /// <summary>All sources, by folder and name.</summary>
    internal static async Task<IReadOnlyList<SourceCondition>> All(Visit visit)
    {
        var all = new List<SourceCondition>();
        foreach (var shard in Keys.AllShards)
        {
            var states = await visit.Tables.SourceStates.Range(shard, cancel: visit.Cancel).ToDictionaryAsync(s => s.Key, s => s.Value, cancellationToken: visit.Cancel);
            await foreach (var source in visit.Tables.Sources.Range(shard, cancel: visit.Cancel))
            {
                var state = states.GetValueOrDefault(source.Key);
                all.Add(new SourceCondition(source.Value, state, Of(source.Value, state, visit.Now)));
            }
        }

        return [.. all.OrderBy(s => s.Source.Folder ?? "", StringComparer.CurrentCultureIgnoreCase).ThenBy(s => s.Source.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    private static Condition Of(Source source, SourceState? state, DateTimeOffset now) => (source, state) switch
    {
        ({ Paused: true }, _) => Condition.Paused,
        (_, { Retired: true }) => Condition.Gone,
        (_, { Failures: > 0 }) => Condition.Failing,
        (_, null or { LastSuccess: null }) => Condition.Waiting,
        (_, { } known) when Silence.Since(known, now) is not null => Condition.Silent,
        _ => Condition.Healthy,
    };
}
