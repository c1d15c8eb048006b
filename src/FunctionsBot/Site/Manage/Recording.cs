using FunctionsBot.Domain;

namespace FunctionsBot.Site.Manage;

/// <summary>How the admin pages write their history.</summary>
internal static class Recording
{
    /// <summary>An entry for a change by this admin, now.</summary>
    public static AuditEntry Entry(this Visit visit, AuditThing thing, string id, AuditAction action, string name = "", string? previous = null) =>
        new("", visit.Now, visit.By, thing, id, action) { Name = name, Previous = previous };

    /// <summary>Makes a change with its entry; false where nothing was changed.</summary>
    public static async Task<bool> Record(this Visit visit, AuditEntry entry, Func<AuditEntry, Task<bool>> change) =>
        await visit.Tables.Audit.Record(entry, change, visit.Cancel) is not null;

    /// <summary>Whether two versions hold the same: a save that changes nothing leaves no trace.</summary>
    public static bool Same(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => !Changed(before, after).Any();

    /// <summary>Fields that differ; one that is empty is as good as none.</summary>
    public static IEnumerable<string> Changed(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string>? after) =>
        (before?.Keys ?? []).Union(after?.Keys ?? [], StringComparer.Ordinal)
            .Where(f => (before?.GetValueOrDefault(f) ?? "") != (after?.GetValueOrDefault(f) ?? ""));
}
