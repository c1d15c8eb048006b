namespace FunctionsBot.Retention;

/// <summary>How long things are kept. The whole list stands in docs/runbook.md. What is not named there (sources, watchlists, destinations in use, labels of staff) is kept until somebody deletes it.</summary>
public static class KeepFor
{
    /// <summary>Items with their texts, entries, what watchlists found, deliveries, and stories that nothing was added to: a year and a month, so that this year's occasion can be compared with last year's.</summary>
    public static readonly TimeSpan Items = TimeSpan.FromDays(400);

    /// <summary>Bodies of mails that were sent, whose links act for the one who holds them.</summary>
    public static readonly TimeSpan MailBodies = TimeSpan.FromDays(7);

    /// <summary>Addresses that are no longer written to, or were never confirmed. Who unsubscribes is erased at once.</summary>
    public static readonly TimeSpan FormerAddresses = TimeSpan.FromDays(28);

    /// <summary>That an invitation was used, and by which chat: well beyond the week in which it is good.</summary>
    public static readonly TimeSpan UsedInvitations = TimeSpan.FromDays(28);

    /// <summary>What admins changed.</summary>
    public static readonly TimeSpan Audit = TimeSpan.FromDays(366);

    /// <summary>Work that failed every try and that nobody has replayed.</summary>
    public static readonly TimeSpan GivenUpWork = TimeSpan.FromDays(90);

    /// <summary>Notes of unfinished work that is not looked for any more.</summary>
    public static readonly TimeSpan UnfinishedWork = TimeSpan.FromDays(30);
}
