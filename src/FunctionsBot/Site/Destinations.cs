using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Site;

/// <summary>How the pages read destinations.</summary>
internal static class Destinations
{
    public static bool IsWaiting(Destination destination) => destination.IsWaiting;

    /// <summary>All of them, shard by shard.</summary>
    public static IAsyncEnumerable<Destination> All(Visit visit) => Keys.AllShards.ToAsyncEnumerable()
        .SelectMany(shard => visit.Tables.Destinations.Range(shard, cancel: visit.Cancel))
        .Select(row => row.Value);

    /// <summary>What people call it: its name, else its address; of an email only what tells it from others.</summary>
    public static string Label(Destination destination) => destination.Channel == ChannelKind.Email
        ? Masked(destination.Address)
        : destination.Name.Length > 0 ? destination.Name : destination.Address;

    private static string Masked(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{address[0]}…{address[at..]}" : "…";
}
