using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Delivery;

/// <summary>An outbox over tables in memory, a clock that stands, and destinations to write to.</summary>
internal sealed class OutboxDriver
{
    public static readonly DateTimeOffset Start = new(2026, 3, 16, 7, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, ITable> _tables = [];

    public OutboxDriver(params IChannel[] channels)
        : this(t => t, channels)
    {
    }

    /// <param name="wrap">Put around every table, to see or to break what is written.</param>
    /// <param name="channels">What sends.</param>
    public OutboxDriver(Func<ITable, ITable> wrap, params IChannel[] channels)
    {
        Tables = new Tables(name => _tables.TryGetValue(name, out var table) ? table : _tables[name] = wrap(new MemoryTable()));
        Outbox = new Outbox(Tables, channels, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public Tables Tables { get; }

    public Outbox Outbox { get; }

    public static OutgoingMessage Message(params string[] parts) => new("News") { Parts = parts, Text = "News", Html = "<p>News</p>" };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<Destination> Chat(string address = "-100200300", DestinationState state = DestinationState.Active)
    {
        var chat = new Destination("chat", ChannelKind.Telegram, address, "en", "Europe/Paris", new DigestSchedule(DigestRhythm.Daily, new TimeOnly(8, 0)))
        {
            Name = "Policy desk",
            State = state,
        };
        await Tables.Destinations.Upsert(Keys.Shard(chat.Id), chat.Id, chat, Cancel);
        return chat;
    }

    public async Task<Destination> Subscriber(string address = "ada@reader.example", DestinationState state = DestinationState.Active)
    {
        var subscriber = new Destination("5ubscr1ber", ChannelKind.Email, address, "fr", "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 0)))
        {
            State = state,
        };
        await Tables.Destinations.Upsert(Keys.Shard(subscriber.Id), subscriber.Id, subscriber, Cancel);
        return subscriber;
    }

    public Task<bool> Post(Destination to, string id = "alert-1", DeliveryKind kind = DeliveryKind.Alert, OutgoingMessage? message = null, params string[] stories) =>
        Outbox.Post(to, kind, id, stories.Length > 0 ? stories : ["story-1"], _ => message ?? Message("Hello"), Cancel);

    public Task<SendOutcome> Deliver(Destination to, string id = "alert-1") => Outbox.Deliver(to.Id, id, Cancel);

    public async Task<OutboxRow> Row(Destination to, string id = "alert-1") => (await Tables.Deliveries.Get(to.Id, id, Cancel))!.Value;

    public async Task<Destination> Stored(Destination to) => (await Tables.Destinations.Get(Keys.Shard(to.Id), to.Id, Cancel))!.Value;
}

/// <summary>A channel that does as it is told, for what no server can be made to do at the right moment.</summary>
internal sealed class ScriptedChannel(ChannelKind kind, Func<OutboxRow, OutgoingMessage, CancellationToken, Task<SendResult>> send) : IChannel
{
    public ChannelKind Kind => kind;

    public int Calls { get; private set; }

    public Task<SendResult> Send(OutboxRow delivery, Destination destination, OutgoingMessage message, CancellationToken cancel)
    {
        Calls++;
        return send(delivery, message, cancel);
    }
}
