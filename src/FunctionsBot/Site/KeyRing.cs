using System.Text.Json;
using System.Xml.Linq;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FunctionsBot.Site;

/// <summary>Keeps the data-protection keys in the store, so that cookies and form tokens outlive an instance and hold on all of them.</summary>
internal sealed class KeyRing(ITable documents) : IXmlRepository
{
    private const string Partition = "data-protection";

    // The interface is synchronous; it is called at the start and then once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => documents.Range(Partition)
        .Select(row => XElement.Parse(JsonSerializer.Deserialize<KeyDocument>(row.Json, StoredJson.Options)!.Xml))
        .ToListAsync().AsTask().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => documents.Upsert(
        new TableRow(Partition, Keys.Hash(friendlyName), JsonSerializer.Serialize(new KeyDocument(element.ToString(SaveOptions.DisableFormatting)), StoredJson.Options)),
        CancellationToken.None).GetAwaiter().GetResult();

    private sealed record KeyDocument(string Xml);
}
