using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Site;

/// <summary>How the pages read destinations.</summary>
internal static class Destinations
{
    // The ids of email addresses begin with "mail-", see DestinationIds.
    private const string MailFrom = "mail-";
    private const string MailTo = "mail.";

    public static bool IsWaiting(Destination destination) => destination.IsWaiting;

    /// <summary>All of them, shard by shard.</summary>
    public static IAsyncEnumerable<Destination> All(Visit visit) => Keys.AllShards.ToAsyncEnumerable()
        .SelectMany(shard => visit.Tables.Destinations.Range(shard, cancel: visit.Cancel))
        .Select(row => row.Value);

    /// <summary>Chats, without the subscribers, of whom there may be very many.</summary>
    public static IAsyncEnumerable<Destination> Chats(Visit visit) => Keys.AllShards.ToAsyncEnumerable()
        .SelectMany(shard => visit.Tables.Destinations.Range(shard, null, MailFrom, visit.Cancel).Concat(visit.Tables.Destinations.Range(shard, MailTo, null, visit.Cancel)))
        .Select(row => row.Value);

    /// <summary>Email subscribers, in order of their ids.</summary>
    /// <param name="visit">The request.</param>
    /// <param name="after">Only those behind this id; null for all.</param>
    public static IAsyncEnumerable<Versioned<Destination>> Subscribers(Visit visit, string? after) => Keys.AllShards.ToAsyncEnumerable()
        .SelectMany(shard => visit.Tables.Destinations.Range(shard, after is not null && string.CompareOrdinal(after, MailFrom) > 0 ? after : MailFrom, MailTo, visit.Cancel))
        .Where(row => row.Key != after);

    /// <summary>What people call it: its name, else its address; of an email only what tells it from others.</summary>
    public static string Label(Destination destination) => destination.Channel == ChannelKind.Email
        ? Masked(destination.Address)
        : destination.Name.Length > 0 ? destination.Name : destination.Address;

    private static string Masked(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{address[0]}…{address[at..]}" : "…";
}
