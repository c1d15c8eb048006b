using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A Bot API server that others wrote, npm <c>telegram-test-api</c>, in a process of its own.</summary>
internal sealed class TelegramTestApiServer : IAsyncDisposable
{
    private static readonly NpmInstallation Installation = new(Path.Combine("Loopback", "npm-telegram"), "telegram-test-api");

    private readonly NodeServer _server;
    private readonly HttpClient _http;

    private TelegramTestApiServer(NodeServer server)
    {
        _server = server;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Ports[0]}"));
        _http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Starts it, or skips the test as <see cref="NodeServer"/> does.</summary>
    public static async Task<TelegramTestApiServer> Start() => new(await NodeServer.Start(Installation, "telegram-test-api", ports: 1));

    /// <summary>Somebody says a command in a chat of their own.</summary>
    public Task Says(string token, string text, long chat) => Post("sendCommand", new
    {
        botToken = token,
        text,
        entities = Array.Empty<object>(),
        from = new { id = chat, language_code = "en" },
        chat = new { id = chat, type = "private", first_name = "Camille" },
    });

    /// <summary>Somebody presses a button under a message.</summary>
    public Task Presses(string token, string data, long chat) => Post("sendCallback", new
    {
        botToken = token,
        data,
        from = new { id = chat, username = "camille" },
        message = new { message_id = 1, chat = new { id = chat, type = "private" } },
    });

    /// <summary>What the bot has said, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> Told(string token)
    {
        using var answer = await _http.PostAsJsonAsync("getUpdatesHistory", new { token });
        var history = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. history.GetProperty("result").EnumerateArray().Where(u => u.TryGetProperty("message", out var m) && m.TryGetProperty("chat_id", out _)).Select(u => u.GetProperty("message"))];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task Post(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}
