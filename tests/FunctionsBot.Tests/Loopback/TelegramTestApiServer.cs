using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A Bot API server that others wrote, npm <c>telegram-test-api</c>, in a process of its own.</summary>
internal sealed class TelegramTestApiServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private static readonly NpmInstallation Installation = new(Path.Combine("Loopback", "npm-telegram"), "telegram-test-api");

    private readonly Process _process;
    private readonly HttpClient _http;

    private TelegramTestApiServer(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Starts it. A test that cannot have it is skipped with the reason, and fails instead where the environment says <c>CI=true</c>.</summary>
    public static async Task<TelegramTestApiServer> Start()
    {
        try
        {
            return await Started();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or Win32Exception or OperationCanceledException
            && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip($"telegram-test-api cannot be had: {e.Message}");
            throw;
        }
    }

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
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<TelegramTestApiServer> Started()
    {
        var folder = await Installation.Folder();
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Installation.Sources, "serve.cjs"), folder, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(LongestStart, TimeProvider.System);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await process.StandardOutput.ReadLineAsync(limit.Token) != "listening")
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"it ended at its start. {await errors}");
        }

        return new TelegramTestApiServer(process, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));
    }

    /// <summary>It takes no port 0; whoever else takes this one first fails the test, not hides.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Post(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}
