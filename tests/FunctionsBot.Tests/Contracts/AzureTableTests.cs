using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Contracts;

public sealed class AzureTableTests(AzuriteFixture azurite) : TableContract
{
    protected override async ValueTask<ITable> Open() => AzureAccount.Connect(await azurite.NewAccount()).Table("contract");
}
