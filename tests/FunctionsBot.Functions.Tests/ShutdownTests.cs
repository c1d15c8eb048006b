using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Functions.Tests;

public sealed class ShutdownTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_worker_ends_when_the_host_says_so()
    {
        await using var worker = new Worker(azurite);
        await worker.Started();

        Assert.Equal(0, await worker.Terminate());
    }
}
