using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Local;
using FunctionsBot.Storage;
using Spectre.Console;

namespace FunctionsBot.Tests.Local;

/// <summary>What a demo left behind in its folder.</summary>
internal sealed record DemoResult(
    IReadOnlyList<Story> Stories,
    IReadOnlyList<ReadItem> Items,
    IReadOnlyList<OutboxRow> Deliveries,
    IReadOnlyList<string> Files,
    IReadOnlyList<Follow> Follows)
{
    /// <summary>Who should have been told of which story and was not.</summary>
    public IReadOnlyList<string> Untold =>
    [
        .. from story in Stories
           from watchlist in story.Matches.Keys
           from follow in Follows.Where(f => f.WatchlistId == watchlist)
           where !Deliveries.Any(d => d.DestinationId == follow.DestinationId && d.StoryIds.Contains(story.Id))
           select $"{follow.DestinationId} of {story.Title}",
    ];

    /// <summary>Deliveries of which the outbox folder holds more than one sending.</summary>
    public IReadOnlyList<string> SentTwice => [.. Files
        .Where(f => !f.EndsWith(".eml", StringComparison.Ordinal))
        .GroupBy(f => f[..f[..f.LastIndexOf('.')].LastIndexOf('.')])
        .Where(sendings => sendings.Count() > 1)
        .Select(sendings => sendings.Key)];

    /// <summary>Reads it, as the demo's own host would.</summary>
    public static async Task<DemoResult> Read(string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = ShiftedClock.StartedAt(Demo.Morning, folder);
        using var store = Store.Choose(null, null, null, folder, clock);
        var tables = new Tables(store.Table);
        var stories = new List<Story>();
        var items = new List<ReadItem>();
        foreach (var day in Keys.DaysBack(clock.GetUtcNow(), Demo.Morning))
        {
            stories.AddRange(await tables.Stories.Range(day, cancel: cancel).Select(r => r.Value).ToListAsync(cancel));
            items.AddRange(await tables.Items.Range(day, cancel: cancel).Select(r => r.Value).ToListAsync(cancel));
        }

        var deliveries = new List<OutboxRow>();
        var follows = new List<Follow>();
        foreach (var shard in Keys.AllShards)
        {
            await foreach (var destination in tables.Destinations.Range(shard, cancel: cancel))
            {
                follows.AddRange(await tables.Follows.Of(destination.Key, cancel));
                deliveries.AddRange(await tables.Deliveries.Range(destination.Key, cancel: cancel).Select(r => r.Value).ToListAsync(cancel));
            }
        }

        var outbox = Path.Combine(folder, "outbox");
        return new DemoResult(stories, items, deliveries, Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*", SearchOption.AllDirectories) : [], follows);
    }

    /// <summary>Runs the demo in this process and gives what it printed.</summary>
    public static async Task<string> Run(string folder)
    {
        using var printed = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(printed),
        });
        console.Profile.Width = 110;
        Assert.Equal(ExitCode.Done, await Demo.Run(folder, console, TestContext.Current.CancellationToken));
        return printed.ToString();
    }

    /// <summary>What is in <c>Corpus/Demo/expected.json</c>.</summary>
    public static IReadOnlyList<ExpectedArticle> Expected { get; } = JsonSerializer.Deserialize<List<ExpectedArticle>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", "Demo", "expected.json")), StoredJson.Options)!;
}

/// <summary>What a reader says of an article of the demo site.</summary>
internal sealed record ExpectedArticle(string Path, string Language, bool Relevant, StoryKind Kind, string Story, string Role, string Title, DateTimeOffset Published)
{
    public bool Fresh { get; init; }

    /// <summary>Its address on the demo site.</summary>
    public Uri Link
    {
        get
        {
            var outlet = Path[..Path.IndexOf('/', StringComparison.Ordinal)];
            return new Uri($"http://{outlet}.example/{Path[(outlet.Length + 1)..]}");
        }
    }
}
