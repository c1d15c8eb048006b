using Azure.Storage.Queues;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Contracts;

public sealed class AzureWorkQueueTests(AzuriteFixture azurite) : QueueContract
{
    protected override async ValueTask<IWorkQueue> Open() => AzureAccount.Connect(await azurite.NewAccount()).Queue("contract");

    protected override Task Tick() => Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Stop);

    [Fact]
    public async Task Messages_are_base64_as_the_Functions_trigger_expects_and_outlive_a_week()
    {
        var account = await azurite.NewAccount();
        await AzureAccount.Connect(account).Queue("work").Send(["é"], TimeSpan.Zero, Stop);

        var raw = new QueueClient(account, "work");
        var message = (await raw.PeekMessageAsync(Stop)).Value;

        Assert.Equal("w6k=", message.Body.ToString());
        Assert.True(message.ExpiresOn > message.InsertedOn + TimeSpan.FromDays(365));
    }
}
