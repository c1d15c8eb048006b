using Azure.Core.Pipeline;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Contracts;

/// <summary>Answers that get lost on the way back: the client sends again what has already been done.</summary>
public sealed class AzureTableFailureTests(AzuriteFixture azurite) : IDisposable
{
    private readonly LossyHandler _network = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task An_insert_whose_answer_was_lost_is_known_as_done()
    {
        var table = await Open();

        _network.LoseNextAnswer();
        var etag = await table.Insert(new("p", "r", "1"), Stop);

        Assert.NotNull(etag);
        Assert.Equal(new TableRow("p", "r", "1", etag), await table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task An_insert_that_lost_the_race_and_its_answer_is_not_taken_for_done()
    {
        var table = await Open();
        await table.Insert(new("p", "r", "theirs"), Stop);

        _network.LoseNextAnswer();

        Assert.Null(await table.Insert(new("p", "r", "theirs"), Stop));
    }

    [Fact]
    public async Task A_replace_whose_answer_was_lost_is_known_as_done()
    {
        var table = await Open();
        var read = await table.Insert(new("p", "r", "1"), Stop);

        _network.LoseNextAnswer();
        var etag = await table.Replace(new("p", "r", "2", read), Stop);

        Assert.Equal(new TableRow("p", "r", "2", etag), await table.Get("p", "r", Stop));
        _network.LoseNextAnswer();
        Assert.Null(await table.Replace(new("p", "r", "2", read), Stop));
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_is_known_as_done()
    {
        var table = await Open();
        var read = await table.Insert(new("p", "r", "1"), Stop);

        _network.LoseNextAnswer();

        Assert.True(await table.Delete("p", "r", read, Stop));
        Assert.Null(await table.Get("p", "r", Stop));
    }

    [Fact]
    public async Task A_batch_whose_answer_was_lost_is_known_as_done()
    {
        var table = await Open();
        TableWrite[] inserts = [new TableWrite.Insert(new("p", "a", "1")), new TableWrite.Insert(new("p", "b", "1"))];

        _network.LoseNextAnswer();
        Assert.True(await table.Batch(inserts, Stop));

        _network.LoseNextAnswer();
        Assert.False(await table.Batch(inserts, Stop));
        TableWrite[] deletes = [.. await table.Range("p", cancel: Stop).Select(row => new TableWrite.Delete(row)).ToListAsync(Stop)];
        _network.LoseNextAnswer();
        Assert.True(await table.Batch(deletes, Stop));
        Assert.Empty(await table.Range("p", cancel: Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Transactions_are_counted_as_Azure_bills_them()
    {
        var table = await Open();
        var before = table.Transactions;
        foreach (var chunk in Enumerable.Range(0, 1_500).Chunk(100))
        {
            await table.Batch([.. chunk.Select(i => new TableWrite.Insert(new("p", $"{i:d4}", "1")))], Stop);
        }

        Assert.Equal(15, table.Transactions - before);
        Assert.Equal(1_500, await table.Range("p", cancel: Stop).CountAsync(Stop));
        Assert.Equal(17, table.Transactions - before);
        await table.Get("p", "0001", Stop);
        await table.Insert(new("p", "0001", "1"), Stop);
        Assert.Equal(19, table.Transactions - before);
    }

    [Fact]
    public async Task An_account_whose_key_is_wrong_is_named_and_the_key_is_not()
    {
        var wrong = (await azurite.NewAccount()).Replace("AccountKey=", "AccountKey=ABCD", StringComparison.Ordinal);

        var e = await Assert.ThrowsAsync<StoreException>(() => AzureAccount.Connect(wrong).Table("denied").Get("p", "r", Stop));
        Assert.Contains("Azure refuses access to table denied of account test", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ABCD", e.ToString(), StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<StoreException>(() => AzureAccount.Connect(wrong).Queue("denied").Count(Stop));
        Assert.Contains("queue denied of account test", e.Message, StringComparison.Ordinal);
    }

    private async Task<AzureTable> Open()
    {
        var table = AzureAccount.Connect(await azurite.NewAccount(), new HttpClientTransport(_network)).Table("items");
        Assert.Null(await table.Get("created", "now", Stop));
        return table;
    }

    /// <summary>A network that can lose an answer after the server has done its work.</summary>
    private sealed class LossyHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _lose;

        public void LoseNextAnswer() => _lose = 1;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Interlocked.Exchange(ref _lose, 0) == 0)
            {
                return response;
            }

            response.Dispose();
            throw new HttpRequestException("The connection was reset.");
        }
    }
}
