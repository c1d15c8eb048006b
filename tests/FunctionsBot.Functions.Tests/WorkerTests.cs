namespace FunctionsBot.Functions.Tests;

/// <summary>Every trigger run by the real worker, over the host's own protocol.</summary>
public sealed class WorkerTests(Worker worker) : IClassFixture<Worker>
{
    [Fact]
    public async Task The_worker_announces_every_function() =>
        Assert.Equal((await Binding.Compiled()).Select(b => b.Name).Order(), worker.Functions.Order());

    [Theory]
    [InlineData(nameof(Timers.PollDueSources))]
    [InlineData(nameof(Timers.SendDueDigests))]
    [InlineData(nameof(Timers.Sweep))]
    public async Task A_timer_with_nothing_due_is_done(string function) => Assert.Equal((true, ""), await worker.Tick(function));

    [Fact]
    public async Task A_page_is_served_through_the_catch_all()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere?a=1");
        using var response = await worker.Ask(request);

        Assert.Equal("stub /nowhere", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
