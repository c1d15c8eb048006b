using System.Net;
using System.Net.Sockets;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Contracts;

public sealed class StoreTests(AzuriteFixture azurite) : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("functionsbot-").FullName, "not", "there yet");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetFullPath(Path.Combine(_folder, "..", "..")), recursive: true);

    [Fact]
    public async Task Without_settings_everything_lies_in_the_data_folder()
    {
        using (var store = Store.Choose(null, " ", null, _folder, TimeProvider.System))
        {
            Assert.Equal($"SQLite in {Path.Combine(_folder, "functionsbot.db")}", store.Description);
            await Use(store);
        }

        using var again = Store.Choose("", null, null, _folder, TimeProvider.System);
        Assert.NotNull(await again.Table("items").Get("p", "r", Stop));
        Assert.Equal(1, again.Transactions);
    }

    [Fact]
    public async Task A_connection_string_chooses_its_account()
    {
        using var store = Store.Choose(await azurite.NewAccount(), null, null, _folder, TimeProvider.System);

        Assert.StartsWith("Azure storage account test", store.Description, StringComparison.Ordinal);
        await Use(store);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void An_account_name_chooses_that_account()
    {
        using var store = Store.Choose(null, "policybot01", null, _folder, TimeProvider.System);

        Assert.Equal("Azure storage account policybot01", store.Description);
    }

    [Theory]
    [InlineData("evil.example/")]
    [InlineData("UPPER")]
    [InlineData("a")]
    public void What_is_no_account_name_is_refused_in_a_sentence(string name)
    {
        var e = Assert.Throws<StoreException>(() => Store.Choose(null, name, null, _folder, TimeProvider.System));

        Assert.Contains($"\"{name}\" is no storage account name", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountName=secret01")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=policybot01;AccountKey=secret!;EndpointSuffix=core.windows.net")]
    [InlineData("secret")]
    public void What_is_no_connection_string_is_refused_without_repeating_it(string text)
    {
        var e = Assert.Throws<StoreException>(() => Store.Choose(text, null, null, _folder, TimeProvider.System));

        Assert.Contains("connection string cannot be read", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_out_of_reach_is_named()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}/gone";
        closed.Stop();
        using var store = Store.Choose(
            $"AccountName=gone;AccountKey=c2VjcmV0;TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address}", null, null, _folder, TimeProvider.System);

        var e = await Assert.ThrowsAsync<StoreException>(() => store.Table("items").Get("p", "r", Stop));

        Assert.Equal("Azure table items of account gone cannot be reached: check the account's name and the network.", e.Message);
    }

    private static async Task Use(Store store)
    {
        var before = store.Transactions;
        await store.Table("items").Upsert(new("p", "r", "1"), Stop);
        Assert.True(store.Transactions > before);
        Assert.NotNull(await store.Table("items").Get("p", "r", Stop));
        await store.Queue("work").Send(["a"], TimeSpan.Zero, Stop);
        var taken = Assert.Single(await store.Queue("work").Take(1, TimeSpan.FromMinutes(1), Stop));
        Assert.True(await store.Queue("work").Complete(taken, Stop));
    }
}
