using FunctionsBot.Domain;

namespace FunctionsBot.Site.Manage;

/// <summary>The changes of one thing, as its page shows them.</summary>
/// <param name="Path">The thing's page, below which the forms lead.</param>
/// <param name="Version">What the stored version is known by, so that putting back an earlier one is no blind overwriting.</param>
/// <param name="Entries">The newest first.</param>
public sealed record History(string Path, string Version, IReadOnlyList<AuditEntry> Entries)
{
    /// <summary>Changes shown on the thing's own page; the rest is in the audit.</summary>
    private const int Shown = 20;

    /// <summary>Whether an entry holds the whole form as it was before; one made by a button in a chat holds only what it changed.</summary>
    internal static bool CanUndo(AuditEntry entry) => entry.Before?.ContainsKey("name") == true;

    /// <summary>Of something new: nothing has changed yet.</summary>
    internal static History None { get; } = new("", "", []);

    internal static async Task<History> Of(Visit visit, string path, string version, string? lastChange) =>
        new(path, version, await visit.Tables.Audit.HistoryOf(lastChange, visit.Cancel).Take(Shown).ToListAsync(visit.Cancel));

    /// <summary>The change that is to be undone; null where the address names none of this thing.</summary>
    internal static async Task<AuditEntry?> Undone(Visit visit, AuditThing thing, string id) =>
        visit.Key("entry") is { } key && await visit.Tables.Audit.Get(key, visit.Cancel) is { } entry
        && CanUndo(entry) && entry.Thing == thing && entry.ThingId == id
            ? entry
            : null;
}
