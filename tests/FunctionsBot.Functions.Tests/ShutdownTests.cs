using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Functions.Tests;

public sealed class ShutdownTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_published_worker_can_take_its_first_message_within_a_second()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(Worker.PublishedVariable) is null,
            $"A measure, run by hand: publish the worker and name its folder in {Worker.PublishedVariable}.");
        List<double> seconds = [];
        for (var start = 0; start < 7; start++)
        {
            await using var worker = new Worker(azurite);
            await worker.Started();
            seconds.Add(worker.StartTime.TotalSeconds);
        }

        var median = seconds.Order().ElementAt(3);
        TestContext.Current.TestOutputHelper!.WriteLine($"median {median:F2} s of {string.Join(", ", seconds.Select(s => s.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))}");
        Assert.InRange(median, 0, 1);
    }

    [Fact]
    public async Task The_worker_ends_when_the_host_says_so()
    {
        await using var worker = new Worker(azurite);
        await worker.Started();

        Assert.Equal(0, await worker.Terminate());
    }
}
