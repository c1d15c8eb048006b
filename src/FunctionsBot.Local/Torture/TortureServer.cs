using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Local.Torture;

/// <summary>A news site and a Bot API server on one loopback port.</summary>
internal sealed class TortureServer : IAsyncDisposable
{
    /// <summary>The bot's token.</summary>
    public const string Token = "4242:torture-loopback-token";

    private readonly WebApplication _app;
    private readonly Journal _journal;
    private volatile IReadOnlyList<DateTimeOffset> _published = [];

    private TortureServer(Journal journal)
    {
        _journal = journal;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost($"/bot{Token}/{{method}}", Bot);
        _app.MapGet("/feed.xml", () => Results.Text(GeneratedStory.Feed(_published), "application/rss+xml"));
        _app.MapGet("/story/{number:int}", (int number) => Results.Text(GeneratedStory.Page(number), "text/html", System.Text.Encoding.UTF8));
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>How many stories the feed lists.</summary>
    public int Published => _published.Count;

    /// <summary>Starts it.</summary>
    public static async Task<TortureServer> Start(Journal journal, CancellationToken stop)
    {
        var server = new TortureServer(journal);
        await server._app.StartAsync(stop);
        return server;
    }

    /// <summary>Lists more stories.</summary>
    /// <param name="count">How many there are from now on.</param>
    /// <param name="now">When the new ones are published.</param>
    public void Publish(int count, DateTimeOffset now) =>
        _published = [.. _published, .. Enumerable.Repeat(now, Math.Max(0, count - _published.Count))];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Bot(HttpContext context, string method)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        if (method != "sendMessage")
        {
            await Say(context, 200, new { ok = true, result = Message(1, "") });
            return;
        }

        var (chat, text) = (body.RootElement.GetProperty("chat_id").ToString(), body.RootElement.GetProperty("text").GetString()!);
        switch (_journal.Treat(chat))
        {
            case Treatment.Take:
                await Say(context, 200, new { ok = true, result = Message(int.Parse(_journal.Take(chat, text, answered: true), CultureInfo.InvariantCulture), text) });
                break;
            case Treatment.TakeAndDrop:
                _journal.Take(chat, text, answered: false);
                context.Abort();
                break;
            case Treatment.TakeAndStall:
                _journal.Take(chat, text, answered: false);
                await Gone(context);
                break;
            case Treatment.Drop:
                context.Abort();
                break;
            case Treatment.Stall:
                await Gone(context);
                break;
            case Treatment.Later:
                await Say(context, 429, new { ok = false, error_code = 429, description = "Too Many Requests: retry after 20", parameters = new { retry_after = 20 } });
                break;
            case Treatment.Outage:
                await Say(context, 500, new { ok = false, error_code = 500, description = "Internal Server Error" });
                break;
            case Treatment.Refuse:
                await Say(context, 400, new { ok = false, error_code = 400, description = "Bad Request: can't parse entities" });
                break;
            default:
                await Say(context, 403, new { ok = false, error_code = 403, description = "Forbidden: bot was kicked from the group chat" });
                break;
        }
    }

    private static object Message(int id, string text) => new { message_id = id, date = 1_774_000_000, chat = new { id = 1, type = "private" }, text };

    private static Task Say(HttpContext context, int status, object answer)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private static async Task Gone(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}
