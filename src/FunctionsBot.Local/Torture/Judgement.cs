using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Local.Torture;

/// <summary>What a torture run came to: what the servers took, held against what the bot's own store says.</summary>
/// <param name="Kills">How often a process was killed.</param>
/// <param name="Told">Stories told, once for each destination.</param>
/// <param name="Blocked">Not told because the destination had blocked the bot and was paused.</param>
/// <param name="Lost">Story and destination of what should have been told and was not.</param>
/// <param name="Repeated">Messages sent again whose first answer was never seen.</param>
/// <param name="Wrong">Messages sent again though their answer was seen, or stories told in two messages: each a sentence.</param>
/// <param name="Unanswered">Messages taken whose answer the server kept back.</param>
/// <param name="CutOff">Messages taken and answered whose answer a killed process never wrote down.</param>
/// <param name="InStorm">Messages taken while servers misbehaved and processes were killed: what the run is about.</param>
internal sealed record Judgement(
    int Kills, int Told, int Blocked, IReadOnlyList<string> Lost, int Repeated, IReadOnlyList<string> Wrong, int Unanswered, int CutOff, int InStorm)
{
    /// <summary>Nothing was lost, and nothing repeated without need.</summary>
    public bool Passed => Lost.Count == 0 && Wrong.Count == 0;

    /// <summary>Judges a run that has come to rest.</summary>
    /// <param name="tables">The bot's store.</param>
    /// <param name="journal">What the servers took.</param>
    /// <param name="stories">How many stories were published.</param>
    /// <param name="audience">To whom.</param>
    /// <param name="kills">How often a process was killed.</param>
    /// <param name="inFlight">Messages that one process may have been sending when it was killed.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<Judgement> Of(
        Tables tables, Journal journal, int stories, IReadOnlyList<Destination> audience, int kills, int inFlight, CancellationToken stop)
    {
        var (told, blocked, unanswered, cutOff) = (0, 0, 0, 0);
        var (lost, wrong, repeated) = (new List<string>(), new List<string>(), new HashSet<string>());
        var taken = journal.All.ToLookup(t => t.To);
        foreach (var destination in audience)
        {
            var known = await Receipts(tables, destination, stop);
            var messages = taken[destination.Address].ToList();
            var unseen = messages.Where(m => !known.Contains(m.Id)).ToList();
            unanswered += unseen.Count(m => !m.Answered);
            cutOff += unseen.Count(m => m.Answered);
            wrong.AddRange(unseen.Where(m => m is { Calm: true, Answered: true }).Select(m => $"{destination.Id}: message {m.Id} was answered in peace and never marked"));
            var byStory = messages.SelectMany(m => m.Stories.Select(s => (Story: s, Message: m))).ToLookup(p => p.Story, p => p.Message);
            foreach (var name in Enumerable.Range(0, stories).Select(GeneratedStory.Name))
            {
                var sent = byStory[name].ToList();
                told += Math.Min(1, sent.Count);
                if (sent.Count == 0)
                {
                    blocked += journal.HasBlocked(destination.Address) ? 1 : 0;
                    lost.AddRange(journal.HasBlocked(destination.Address) ? [] : [$"{destination.Id}: {name}"]);
                }

                // What comes after a message whose answer was seen needed not be sent.
                if (sent.SkipLast(1).FirstOrDefault(m => known.Contains(m.Id)) is { } needless)
                {
                    wrong.Add($"{destination.Id}: {name} was told again after message {needless.Id}, whose answer was seen");
                }

                repeated.UnionWith(sent.Skip(1).Select(m => m.Id));
            }
        }

        if (cutOff > kills * inFlight)
        {
            wrong.Add($"{cutOff} answers were not marked, more than {kills} kills explain");
        }

        return new Judgement(kills, told, blocked, lost, repeated.Count, wrong, unanswered, cutOff, journal.All.Count(t => !t.Calm));
    }

    /// <summary>The servers' ids of everything the bot knows it has sent to a destination: the last word of each receipt.</summary>
    private static async Task<HashSet<string>> Receipts(Tables tables, Destination destination, CancellationToken stop) =>
        await tables.Deliveries.Range(destination.Id, cancel: stop)
            .SelectMany(row => row.Value.Receipts.ToAsyncEnumerable())
            .Select(receipt => receipt[(receipt.LastIndexOf(' ') + 1)..])
            .ToHashSetAsync(cancellationToken: stop);
}
