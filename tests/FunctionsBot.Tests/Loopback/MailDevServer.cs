using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsBot.Tests.Loopback;

/// <summary>An SMTP server that others wrote, npm <c>maildev</c>, with the mails it took as its HTTP API tells them.</summary>
internal sealed class MailDevServer : IAsyncDisposable
{
    private static readonly NpmInstallation Installation = new(Path.Combine("Loopback", "npm-maildev"), "maildev");

    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(30);

    private readonly NodeServer _server;
    private readonly HttpClient _http;

    private MailDevServer(NodeServer server)
    {
        _server = server;
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Ports[1]}/")) };
    }

    /// <summary>Where it takes mail.</summary>
    public int Port => _server.Ports[0];

    /// <summary>Starts it, or skips the test as <see cref="NodeServer"/> does.</summary>
    public static async Task<MailDevServer> Start() => new(await NodeServer.Start(Installation, "maildev", ports: 2));

    /// <summary>What it took, in order, as soon as it lists so many: it answers a sender before it has read the mail.</summary>
    public async Task<IReadOnlyList<JsonElement>> Taken(int count)
    {
        using var time = new CancellationTokenSource(LongestReading, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, TestContext.Current.CancellationToken);
        while (true)
        {
            var mails = await _http.GetFromJsonAsync<JsonElement>("email", limit.Token);
            if (mails.GetArrayLength() >= count)
            {
                return [.. mails.EnumerateArray()];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }

    /// <summary>A file that a mail carries.</summary>
    public Task<string> Attachment(JsonElement mail, string name) =>
        _http.GetStringAsync(new Uri($"email/{mail.GetProperty("id").GetString()}/attachment/{name}", UriKind.Relative), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
