using System.Net;
using FunctionsBot.Domain;
using FunctionsBot.Queueing;
using FunctionsBot.Storage;

namespace FunctionsBot.Functions.Tests;

/// <summary>Every trigger run by the real worker over the host's own protocol; what it did is read from its store.</summary>
public sealed class WorkerTests(Worker worker) : IClassFixture<Worker>, IAsyncLifetime
{
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private Tables tables = null!;
    private WorkQueues queues = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var store = Store.Choose(await worker.Started(), null, null, "", TimeProvider.System);
        (tables, queues) = (new(store.Table), new(store.Queue));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_worker_announces_every_function() =>
        Assert.Equal((await Binding.Compiled()).Select(b => b.Name).Order(), worker.Functions.Order());

    [Fact]
    public async Task PollDueSources_puts_a_due_source_in_its_queue()
    {
        var source = await SourceNobodyMayPoll("due");

        Assert.Equal((true, ""), await worker.Tick(nameof(Timers.PollDueSources)));

        Assert.Contains(
            await Waiting(queues.Poll),
            m => m.StartsWith($"{Work.PollClaimed} {Keys.Shard(source.Id)} ", StringComparison.Ordinal) && m.Split(' ').Contains(source.Id));
    }

    [Fact]
    public async Task SendDueDigests_puts_a_due_digest_in_its_queue()
    {
        var reader = await Reader("digest", now - TimeSpan.FromMinutes(1));

        Assert.Equal((true, ""), await worker.Tick(nameof(Timers.SendDueDigests)));

        Assert.Contains($"{Work.Digest} {reader.Id}", await Waiting(queues.Process));
    }

    [Fact]
    public async Task Sweep_puts_lost_work_back_in_its_queue()
    {
        var lost = $"{Work.Deliver} nobody lost {Keys.Day(now)}";
        await tables.Pending.Upsert($"{Work.DeliverQueue}-{Keys.Day(now)}", "lost", new(lost, now - TimeSpan.FromDays(1)), Cancel);

        Assert.Equal((true, ""), await worker.Tick(nameof(Timers.Sweep)));

        Assert.Contains(lost, await Waiting(queues.Deliver));
    }

    [Fact]
    public async Task Poll_asks_the_source_it_names()
    {
        var source = await SourceNobodyMayPoll("asked");

        Assert.Equal((true, ""), await worker.Take(nameof(Queues.Poll), $"{Work.Poll} {Keys.Shard(source.Id)} {source.Id}"));

        // A private address: the worker refuses to ask, and says so where admins look.
        var state = await tables.SourceStates.Get(Keys.Shard(source.Id), source.Id, Cancel);
        Assert.Equal(1, state?.Value.Failures);
        Assert.NotNull(state?.Value.Problem);
    }

    [Fact]
    public async Task Process_sets_when_the_digest_it_names_is_due_next()
    {
        var reader = await Reader("composed", now - TimeSpan.FromMinutes(1));

        Assert.Equal((true, ""), await worker.Take(nameof(Queues.Process), $"{Work.Digest} {reader.Id}"));

        var after = await tables.Destinations.Get(Keys.Shard(reader.Id), reader.Id, Cancel);
        Assert.True(after?.Value.NextDigest > now, $"The next digest is due {after?.Value.NextDigest}.");
    }

    [Fact]
    public async Task Deliver_sends_the_message_it_names()
    {
        var reader = await Reader("delivered", null);
        await tables.Deliveries.Upsert(reader.Id, "one", new(reader.Id, "one", DeliveryKind.Digest, now), Cancel);
        await tables.Messages.Upsert(reader.Id, "one", new("The week") { Text = "Nothing happened.", Html = "<p>Nothing happened.</p>" }, Cancel);

        Assert.Equal((true, ""), await worker.Take(nameof(Queues.Deliver), $"{Work.Deliver} {reader.Id} one {Keys.Day(now)}"));

        Assert.Equal(DeliveryState.Sent, (await tables.Deliveries.Get(reader.Id, "one", Cancel))?.Value.State);
    }

    [Theory]
    [InlineData(nameof(Queues.Poll))]
    [InlineData(nameof(Queues.Process))]
    [InlineData(nameof(Queues.Deliver))]
    public async Task A_message_nobody_understands_fails_so_that_the_host_gives_it_up_in_the_end(string function)
    {
        var (succeeded, error) = await worker.Take(function, "gibberish");

        Assert.False(succeeded);
        Assert.Contains("gibberish", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Queues.PollPoisoned), Work.PollQueue)]
    [InlineData(nameof(Queues.ProcessPoisoned), Work.ProcessQueue)]
    [InlineData(nameof(Queues.DeliverPoisoned), Work.DeliverQueue)]
    public async Task Poison_is_kept_under_the_queue_it_failed_in(string function, string queue)
    {
        Assert.Equal((true, ""), await worker.Take(function, $"spoilt in {queue}"));

        var kept = await tables.Poison.Range(queue, cancel: Cancel).ToListAsync(Cancel);
        Assert.Equal(new(queue, $"spoilt in {queue}", kept.Single().Value.At), kept.Single().Value);
    }

    [Fact]
    public async Task The_catch_all_serves_the_sites_pages()
    {
        using var response = await Ask(HttpMethod.Get, "/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("FunctionsBot", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task The_site_routes_for_itself()
    {
        using var unknown = await Ask(HttpMethod.Get, "/stories/20260101-nosuchstory");
        using var wrongMethod = await Ask(HttpMethod.Delete, "/stories");
        using var nowhere = await Ask(HttpMethod.Get, "/no/such/page?at=all");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Contains("<html", await nowhere.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused_with_a_page()
    {
        using var form = new FormUrlEncodedContent([new("email", "reader@example.org")]);
        using var response = await Ask(HttpMethod.Post, "/subscribe", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Nobody_is_an_admin_by_a_header_where_no_platform_stands_in_front()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/manage");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "admin@example.org");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
        using var response = await worker.Ask(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await worker.Ask(request);
    }

    private async Task<Source> SourceNobodyMayPoll(string id)
    {
        var source = new Source(id, id, new("http://127.0.0.1:9/feed.xml"), SourceKind.Feed, "en");
        await tables.Sources.Upsert(Keys.Shard(id), id, source, Cancel);
        return source;
    }

    private async Task<Destination> Reader(string id, DateTimeOffset? nextDigest)
    {
        var reader = new Destination(
            id, ChannelKind.Email, $"{id}@example.org", "en", "Europe/Paris", new(DigestRhythm.Daily, new(8, 0)))
        { Created = now - TimeSpan.FromDays(2), NextDigest = nextDigest };
        await tables.Destinations.Upsert(Keys.Shard(id), id, reader, Cancel);
        return reader;
    }

    private static async Task<IEnumerable<string>> Waiting(IWorkQueue queue) =>
        (await queue.Take(32, TimeSpan.FromSeconds(1), Cancel)).Select(m => m.Text);
}
