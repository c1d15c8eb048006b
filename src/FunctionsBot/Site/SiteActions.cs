using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Site;

/// <summary>What is wrong with a query.</summary>
/// <param name="Sentence">For people, in English: what it is and what to write instead.</param>
/// <param name="Position">Where, from 0, in UTF-16 units of the query; null where it is the query as a whole.</param>
public sealed record QueryProblem(string Sentence, int? Position = null)
{
    /// <summary>The same in French; null where there is none.</summary>
    public string? SentenceFr { get; init; }
}

/// <summary>What the site asks of the pipeline and of stages it does not know.</summary>
/// <param name="SendConfirmation">Posts the confirmation mail of a stored destination; it is active already where a subscriber changes the choices.</param>
/// <param name="Retry">Takes a destination id and a delivery id: a failed delivery is tried again.</param>
/// <param name="Replay">Takes a queue and the row key of poisoned work: it is put back in its queue.</param>
/// <param name="PollNow">Takes a source id: it is polled without waiting for its turn.</param>
/// <param name="CheckQuery">Null if a watchlist's query can be read.</param>
/// <param name="TryWatchlist">What a changed watchlist would have found in the past, beside the saved one (null for a new one).</param>
/// <param name="NextDigest">When a destination's next digest is due; null where it gets none.</param>
/// <param name="SetLabel">Takes an item's or a story's id, whether it is relevant, its kind if judged, and who says so; false if there is no such item.</param>
/// <param name="LabelsOf">What staff said of an item, newest first.</param>
/// <param name="MergeStories">Takes the story that stays, the one that becomes part of it, and the admin's name.</param>
/// <param name="MoveItems">Takes a story, the items that leave it, where they go (null: a story of their own), and the admin's name.</param>
public sealed partial record SiteActions(
    Func<Destination, CancellationToken, Task> SendConfirmation,
    Func<string, string, CancellationToken, Task> Retry,
    Func<string, string, CancellationToken, Task> Replay,
    Func<string, CancellationToken, Task> PollNow,
    Func<string, QueryProblem?> CheckQuery,
    Func<Watchlist, Watchlist?, CancellationToken, Task<Replay>> TryWatchlist,
    Func<Destination, DateTimeOffset?> NextDigest,
    Func<string, bool, StoryKind?, string, CancellationToken, Task<bool>> SetLabel,
    Func<string, CancellationToken, Task<IReadOnlyList<Label>>> LabelsOf,
    Func<string, string, string, CancellationToken, Task<StoryEditOutcome>> MergeStories,
    Func<string, IReadOnlyList<string>, string?, string, CancellationToken, Task<StoryEditOutcome>> MoveItems)
{
    /// <summary>Acts on an update of the Bot API; what it returns is the answer that travels back in the response, null for none. Null where nothing listens.</summary>
    public Func<JsonElement, CancellationToken, Task<IReadOnlyDictionary<string, string>?>>? TakeUpdate { get; init; }
}
