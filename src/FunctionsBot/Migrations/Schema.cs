using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Migrations;

/// <summary>How the tables are laid out, and who is changing that: one row.</summary>
/// <param name="Version">The layout that is complete.</param>
internal sealed record Schema(int Version)
{
    /// <summary>The partition and row of the table <see cref="Tables.Documents"/>.</summary>
    public const string Partition = "schema", Row = "version";

    /// <summary>The process that migrates to the next version; null where none does.</summary>
    public string? By { get; init; }

    /// <summary>Until when it alone may. It renews that as long as it lives.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How far it has come, in the migration's own notation.</summary>
    public string? Reached { get; init; }

    /// <summary>Reads the row; where there is none, the store is new or was written before versions were kept.</summary>
    public static async Task<(Schema Schema, string? ETag)> Read(ITable documents, CancellationToken cancel) =>
        await documents.Get(Partition, Row, cancel) is { } row
            ? (JsonSerializer.Deserialize<Schema>(row.Json, StoredJson.Options) ?? throw new JsonException($"Row {Partition}/{Row} holds no version."), row.ETag)
            : (new Schema(1), null);

    /// <summary>Writes it if nobody else has since it was read.</summary>
    /// <returns>Its new ETag; null if somebody has.</returns>
    public Task<string?> Write(ITable documents, string? etag, CancellationToken cancel)
    {
        var row = new TableRow(Partition, Row, JsonSerializer.Serialize(this, StoredJson.Options), etag);
        return etag is null ? documents.Insert(row, cancel) : documents.Replace(row, cancel);
    }
}
