using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Contracts;

public sealed class SqliteTableTests : TableContract
{
    private readonly SqliteFolder _folder = new();

    protected override ValueTask<ITable> Open() => ValueTask.FromResult<ITable>(_folder.Store.Table("contract"));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }
}
