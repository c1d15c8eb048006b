using System.Globalization;
using FunctionsBot.Domain;
using FunctionsBot.Scheduling;
using FunctionsBot.Storage;

namespace FunctionsBot.Local.Torture;

/// <summary>Who is told in a torture run: half chats, half subscribers, of whom every other one gets alerts and the rest a daily digest.</summary>
internal static class Audience
{
    private const string Everything = "everything";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Destination> Of(int count) => [.. Enumerable.Range(0, count).Select(n => n % 2 == 0 ? Chat(n) : Subscriber(n))];

    /// <summary>The addresses of those whose other side may block the bot: one of each ten, and at most one in a small audience.</summary>
    public static IReadOnlySet<string> Fickle(int count) => Of(count).Where((_, n) => n % 10 is 8 or 9).Select(d => d.Address).ToHashSet();

    /// <summary>Puts them, what they follow and the source into a new store. Done again it changes nothing.</summary>
    public static async Task Fill(Tables tables, int count, DateTimeOffset now, CancellationToken stop)
    {
        if (await tables.Destinations.Get(Keys.Shard(Of(count)[^1].Id), Of(count)[^1].Id, stop) is not null)
        {
            return; // It comes last.
        }

        var source = new Source("wire", "Torture wire", new Uri("http://wire.example/feed.xml"), SourceKind.Feed, "en");
        await tables.Sources.Insert(Keys.Shard(source.Id), source.Id, source, stop);
        await tables.Watchlists.Insert(Keys.Only, Everything, new Watchlist(Everything, "Everything", ""), stop);
        var admin = New("chat-admins", ChannelKind.Telegram, "-999", DigestRhythm.None) with { ForAdmins = true, Name = "Admins" };
        await tables.Destinations.Insert(Keys.Shard(admin.Id), admin.Id, admin, stop);
        foreach (var destination in Of(count))
        {
            // The first digest is due at once.
            var due = destination with { Created = now, NextDigest = DigestTimes.Next(destination, now.AddDays(-1)) };
            await tables.Follows.Set(new Follow(Everything, due.Id, due.NextDigest is null ? Cadence.Immediate : Cadence.Digest), stop);
            await tables.Destinations.Insert(Keys.Shard(due.Id), due.Id, due, stop);
        }
    }

    /// <summary>What an admin does who comes by: those that were paused are written to again, what failed is tried again.</summary>
    public static async Task Mend(Tables tables, Pipeline pipeline, CancellationToken stop)
    {
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var row in tables.Destinations.Range(shard, cancel: stop))
            {
                if (row.Value.State == DestinationState.Paused)
                {
                    await tables.Destinations.Replace(row, row.Value with { State = DestinationState.Active, Reason = null }, stop);
                }

                await foreach (var delivery in tables.Deliveries.Range(row.Key, cancel: stop))
                {
                    if (delivery.Value.State == DeliveryState.Failed)
                    {
                        await pipeline.Retry(row.Key, delivery.Key, stop);
                    }
                }
            }
        }
    }

    private static Destination Chat(int n) => New($"chat-{n:d3}", ChannelKind.Telegram, string.Create(CultureInfo.InvariantCulture, $"{-1001000 - n}"), DigestRhythm.None) with { Name = $"Chat {n}" };

    private static Destination Subscriber(int n) => New($"mail-{n:d3}", ChannelKind.Email, $"reader{n}@reader.example", n % 4 == 1 ? DigestRhythm.None : DigestRhythm.Daily);

    private static Destination New(string id, ChannelKind channel, string address, DigestRhythm rhythm) =>
        new(id, channel, address, "en", "Europe/Paris", new DigestSchedule(rhythm, new TimeOnly(9, 0)));
}
