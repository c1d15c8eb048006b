using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Site.Manage;

/// <summary>Who is told, in numbers.</summary>
/// <param name="At">When it was counted.</param>
public sealed record AudienceCounts(DateTimeOffset At)
{
    /// <summary>Active Telegram chats.</summary>
    public int Chats { get; init; }

    /// <summary>Active email subscribers.</summary>
    public int Subscribers { get; init; }

    /// <summary>Subscribers who have not confirmed.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>Chats that wait to be let in.</summary>
    public int Waiting { get; init; }

    /// <summary>Destinations that are paused for another reason.</summary>
    public int Stopped { get; init; }

    /// <summary>All of them.</summary>
    public int All { get; init; }

    private const string Partition = "audience-counts";

    /// <summary>Up to so many are counted anew for every page: one read of the service gives a thousand rows.</summary>
    private const int Few = 1_000;

    /// <summary>More are counted once in so long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    internal static async Task<AudienceCounts> Of(Visit visit)
    {
        if (await visit.Tables.Documents.Get(Partition, Keys.Only, visit.Cancel) is { } row
            && JsonSerializer.Deserialize<AudienceCounts>(row.Json, StoredJson.Options) is { } known && visit.Now - known.At < Fresh)
        {
            return known;
        }

        var counts = await Destinations.All(visit).AggregateAsync(new AudienceCounts(visit.Now), (c, d) => c.With(d), visit.Cancel);
        if (counts.All > Few)
        {
            await visit.Tables.Documents.Upsert(new TableRow(Partition, Keys.Only, JsonSerializer.Serialize(counts, StoredJson.Options)), visit.Cancel);
        }

        return counts;
    }

    private AudienceCounts With(Destination destination)
    {
        var counted = this with { All = All + 1 };
        return destination switch
        {
            { State: DestinationState.Active, Channel: ChannelKind.Email } => counted with { Subscribers = Subscribers + 1 },
            { State: DestinationState.Active } => counted with { Chats = Chats + 1 },
            { State: DestinationState.Unconfirmed } => counted with { Unconfirmed = Unconfirmed + 1 },
            _ when Destinations.IsWaiting(destination) => counted with { Waiting = Waiting + 1 },
            _ => counted with { Stopped = Stopped + 1 },
        };
    }
}
