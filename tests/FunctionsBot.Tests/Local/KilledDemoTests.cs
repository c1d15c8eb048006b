using System.Diagnostics;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;

namespace FunctionsBot.Tests.Local;

/// <summary>The demo as a process of its own, killed (SIGKILL) at random moments and started again.</summary>
public sealed class KilledDemoTests
{
    private const int Folders = 5;
    private const int KillsEach = 4;

    /// <summary>A start takes about half a second; a whole demo about three. Both ends are in.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Killed_at_20_random_moments_it_stores_and_delivers_everything_and_nothing_twice_but_what_was_in_flight()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var calm = new TestFolder();
        await DemoResult.Run(calm.Path);
        var expected = await DemoResult.Read(calm.Path);

        for (var round = 0; round < Folders; round++)
        {
            using var folder = new TestFolder();
            var kills = 0;
            for (; kills < KillsEach; kills++)
            {
                await Kill(folder.Path, Latest * random.NextDouble());
            }

            await DemoResult.Run(folder.Path);

            var result = await DemoResult.Read(folder.Path);
            Assert.True(Titles(expected).SequenceEqual(Titles(result)), $"Seed {seed}, round {round}: the stories hold {string.Join("; ", Titles(result))}");
            Assert.All(result.Deliveries, d => Assert.True(d.State == DeliveryState.Sent, $"Seed {seed}: {d.Id} to {d.DestinationId} is {d.State}: {d.Reason}"));
            Assert.True(result.Untold.Count == 0, $"Seed {seed}, round {round}: not told: {string.Join("; ", result.Untold)}");
            Assert.All(
                result.Deliveries.GroupBy(d => d.DestinationId),
                to => Assert.Equal(to.SelectMany(d => d.StoryIds).Distinct().Count(), to.Sum(d => d.StoryIds.Count)));

            // A kill between "sent" and "marked" repeats that one message: at most as many as there are workers, for each kill.
            Assert.True(result.SentTwice.Count <= kills * 8, $"Seed {seed}: sent twice: {string.Join(", ", result.SentTwice)}");
        }
    }

    /// <summary>What the stories hold; which of two reports founded the story may depend on which was read first.</summary>
    private static IEnumerable<string> Titles(DemoResult result) => result.Stories.SelectMany(s => s.Members).Select(m => $"{m.Link} {m.Title}").Order();

    private static async Task Kill(string folder, TimeSpan after)
    {
        using var demo = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsBot.Local.dll"), "demo", "--data", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = Task.WhenAll(demo.StandardOutput.ReadToEndAsync(), demo.StandardError.ReadToEndAsync());
        using var moment = new CancellationTokenSource(after, TimeProvider.System);
        try
        {
            await demo.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            demo.Kill();
            await demo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await output;
    }
}
