using System.Text.Json;
using FunctionsBot.Domain;

namespace FunctionsBot.Storage;

/// <summary>Every table of the bot, each with how it is partitioned.</summary>
/// <param name="open">Opens a table by its name: lower-case letters, at least three.</param>
public sealed partial class Tables(Func<string, ITable> open)
{
    /// <summary>Sources: partition shard, row source id.</summary>
    public Rows<Source> Sources { get; } = new(open("sources"));

    /// <summary>What polling learned: partition shard, row source id, so that a batch of polls is one write.</summary>
    public Rows<SourceState> SourceStates { get; } = new(open("sourcestates"));

    /// <summary>Entries: partition source id, row entry key.</summary>
    public Rows<Entry> Entries { get; } = new(open("entries"));

    /// <summary>Items: partition UTC day, row item id.</summary>
    public Rows<ReadItem> Items { get; } = new(open("items"));

    /// <summary>Stories: partition UTC day of the founding item, row story id.</summary>
    public Rows<Story> Stories { get; } = new(open("stories"));

    /// <summary>Index for "same story?": a partition for each key, with the stories that have it, and one for each item's place; made in Stories/IndexRows.cs.</summary>
    public ITable Fingerprints { get; } = open("fingerprints");

    /// <summary>Stages of one matter: partition the story that opened the dossier, row story id.</summary>
    public Rows<DossierEntry> Dossiers { get; } = new(open("dossiers"));

    /// <summary>What admins changed: partition story id, row edit id, once for each story concerned.</summary>
    public Rows<StoryEdit> StoryEdits { get; } = new(open("storyedits"));

    /// <summary>Watchlists: one partition, row watchlist id.</summary>
    public Rows<Watchlist> Watchlists { get; } = new(open("watchlists"));

    /// <summary>Watchlists that can be restored: one partition, row watchlist id.</summary>
    public Rows<DeletedWatchlist> DeletedWatchlists { get; } = new(open("deletedwatchlists"));

    /// <summary>Who follows what, read from both ends.</summary>
    public Follows Follows { get; } = new(new(open("followers")), new(open("follows")));

    /// <summary>What a watchlist found: partition watchlist id, row time of first match and story id.</summary>
    public Rows<Match> Matches { get; } = new(open("matches"));

    /// <summary>Destinations: partition shard, row destination id.</summary>
    public Rows<Destination> Destinations { get; } = new(open("destinations"));

    /// <summary>The outbox: partition destination id, row delivery id.</summary>
    public Rows<OutboxRow> Deliveries { get; } = new(open("deliveries"));

    /// <summary>Composed messages: partition destination id, row delivery id; kept apart so that lists of deliveries stay light.</summary>
    public Rows<OutgoingMessage> Messages { get; } = new(open("messages"));

    /// <summary>Which story a destination was told in which delivery: partition destination id, row story id. Inserted once: the guard against telling twice.</summary>
    public Rows<Told> Told { get; } = new(open("told"));

    /// <summary>Unfinished work, so that a sweep finds what no queue holds any more: partition queue and UTC day, row the work's key.</summary>
    public Rows<PendingWork> Pending { get; } = new(open("pending"));

    /// <summary>Work given up: partition queue, row time and key; admins can replay it.</summary>
    public Rows<PoisonedWork> Poison { get; } = new(open("poison"));

    /// <summary>What staff say of items: one partition, since people write few and training reads all; row item id and time. Rows are only added.</summary>
    public Rows<Label> Labels { get; } = new(open("labels"));

    /// <summary>Models learned from labels: one partition, row time of adoption; the last one is in use. Rows are only added.</summary>
    public Rows<AdoptedModel> Models { get; } = new(open("models"));

    /// <summary>What admins changed: one partition, the newest first.</summary>
    public Audit Audit { get; } = new(new(open("audit")));

    /// <summary>What came in and went out, a light line each: partition UTC day, row what it was.</summary>
    public Rows<DayLine> Days { get; } = new(open("days"));

    /// <summary>Every appointment a story ever had: partition UTC day of the founding item, row story id.</summary>
    public Rows<StoryAgenda> Agendas { get; } = new(open("agendas"));

    /// <summary>Appointments as calendars read them: one partition, row last day and identity; made in Stories/AgendaLedger.cs.</summary>
    public Rows<Appointment> Calendar { get; } = new(open("calendar"));

    /// <summary>Open letters: one partition, row story id.</summary>
    public Rows<Letter> Letters { get; } = new(open("letters"));

    /// <summary>What was seen of a letter: partition story id, row day and teller; made in Stories/LetterLedger.cs.</summary>
    public Rows<LetterDay> LetterDays { get; } = new(open("letterdays"));

    /// <summary>Public digests: one partition, row the week's Monday.</summary>
    public Rows<WeeklyDigest> Weeks { get; } = new(open("weeks"));

    /// <summary>Small single documents: schema version, data-protection keys: partition what, row name.</summary>
    public ITable Documents { get; } = open("documents");
}

/// <summary>A model that was learned from labels and taken into use.</summary>
/// <param name="Version">Its version, as verdicts name it.</param>
/// <param name="At">When it was adopted; it has seen the labels set before.</param>
/// <param name="Json">The model.</param>
/// <param name="Report">The figures it was adopted for.</param>
public sealed record AdoptedModel(string Version, DateTimeOffset At, string Json, string Report);

/// <summary>A story that a watchlist found.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="At">When it first matched.</param>
/// <param name="Words">The words that matched, as they stand in the text.</param>
public sealed record Match(string StoryId, DateTimeOffset At, IReadOnlyList<string> Words);

/// <summary>A destination was told of a story.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="DeliveryId">In which delivery.</param>
/// <param name="At">When that was decided.</param>
public sealed record Told(string StoryId, string DeliveryId, DateTimeOffset At);

/// <summary>A piece of work that is not finished.</summary>
/// <param name="Message">The queue message that does it.</param>
/// <param name="Since">When it was last put in its queue.</param>
public sealed record PendingWork(string Message, DateTimeOffset Since);

/// <summary>A message that failed every try.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Message">The message.</param>
/// <param name="At">When it was given up.</param>
public sealed record PoisonedWork(string Queue, string Message, DateTimeOffset At)
{
    /// <summary>The last error in one sentence, where the host told it.</summary>
    public string? Reason { get; init; }
}

/// <summary>A row as its type, with the ETag it was read with.</summary>
/// <param name="Partition">Its partition key.</param>
/// <param name="Key">Its row key.</param>
/// <param name="Value">The document.</param>
/// <param name="ETag">For a conditional write.</param>
public sealed record Versioned<T>(string Partition, string Key, T Value, string ETag);

/// <summary>A table whose rows are all of one type.</summary>
public sealed class Rows<T>(ITable table) where T : class
{
    /// <summary>The table beneath.</summary>
    public ITable Table => table;

    /// <summary>Reads one row; null if there is none.</summary>
    public async Task<Versioned<T>?> Get(string partition, string key, CancellationToken cancel) =>
        await table.Get(partition, key, cancel) is { } row ? Read(row) : null;

    /// <summary>Reads a partition in ordinal order; see <see cref="ITable.Range"/>.</summary>
    public async IAsyncEnumerable<Versioned<T>> Range(
        string partition,
        string? from = null,
        string? before = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in table.Range(partition, from, before, cancel))
        {
            yield return Read(row);
        }
    }

    /// <summary>Inserts a row that is not there yet; false if it is.</summary>
    public async Task<bool> Insert(string partition, string key, T value, CancellationToken cancel) =>
        await table.Insert(Row(partition, key, value), cancel) is not null;

    /// <summary>Replaces a row unchanged since it was read; null if it was changed.</summary>
    public async Task<Versioned<T>?> Replace(Versioned<T> read, T value, CancellationToken cancel) =>
        await table.Replace(Row(read.Partition, read.Key, value, read.ETag), cancel) is { } etag
            ? read with { Value = value, ETag = etag }
            : null;

    /// <summary>Writes a row whether or not it exists.</summary>
    public Task Upsert(string partition, string key, T value, CancellationToken cancel) =>
        table.Upsert(Row(partition, key, value), cancel);

    /// <summary>Deletes a row if it is there.</summary>
    public Task<bool> Delete(string partition, string key, CancellationToken cancel) => table.Delete(partition, key, null, cancel);

    /// <summary>The row that would be written, for a batch.</summary>
    public TableRow Row(string partition, string key, T value, string? etag = null) =>
        new(partition, key, JsonSerializer.Serialize(value, StoredJson.Options), etag);

    private static Versioned<T> Read(TableRow row) => new(
        row.Partition,
        row.Row,
        JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options)
            ?? throw new JsonException($"Row {row.Partition}/{row.Row} holds no {typeof(T).Name}."),
        row.ETag!);
}
