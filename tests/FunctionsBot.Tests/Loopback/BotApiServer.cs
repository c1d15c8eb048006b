using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Tests.Loopback;

/// <summary>A message that the Bot API was asked to send.</summary>
internal sealed record BotApiMessage(string Chat, int? Topic, string Text, string? ParseMode, bool PreviewDisabled)
{
    /// <summary>What is handed back when its buttons are pressed; the address of one that opens one.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>The message it replies to.</summary>
    public int? ReplyTo { get; init; }
}

/// <summary>Another call of the Bot API than to send a message.</summary>
internal sealed record BotApiCall(string Method, string Body);

/// <summary>How the server answers one request.</summary>
internal abstract record BotApiAnswer
{
    /// <summary>Takes the message and says so.</summary>
    public sealed record Takes : BotApiAnswer;

    /// <summary>An error as the Bot API words it.</summary>
    public sealed record Fails(int Code, string Description, int? RetryAfter = null, long? MovedTo = null) : BotApiAnswer;

    /// <summary>A gateway's page instead of JSON.</summary>
    public sealed record Html(int Code) : BotApiAnswer;

    /// <summary>Takes the message, then breaks the connection: the sender never knows.</summary>
    public sealed record TakesThenDrops : BotApiAnswer;

    /// <summary>Breaks the connection without taking the message.</summary>
    public sealed record Drops : BotApiAnswer;

    /// <summary>Never answers.</summary>
    public sealed record Stalls : BotApiAnswer;
}

/// <summary>A Bot API server on loopback that answers as told, and then takes everything.</summary>
internal sealed class BotApiServer : IAsyncDisposable
{
    public const string Token = "4242:secret-token-of-the-loopback-bot";

    private readonly ConcurrentQueue<BotApiAnswer> _answers = new();
    private readonly WebApplication _app;
    private int _lastId = 100;

    private BotApiServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost($"/bot{Token}/sendMessage", Answer);
        _app.MapPost($"/bot{Token}/{{method}}", (HttpContext context, string method) => Other(context, method));
    }

    /// <summary>What it has taken, in order.</summary>
    public ConcurrentQueue<BotApiMessage> Taken { get; } = new();

    /// <summary>Calls of other methods, in order.</summary>
    public ConcurrentQueue<BotApiCall> Calls { get; } = new();

    /// <summary>What the next calls of other methods are answered with: the error, or null to take the call.</summary>
    public ConcurrentQueue<BotApiAnswer.Fails?> OtherAnswers { get; } = new();

    /// <summary>Updates that are given out until they are acknowledged by a higher offset.</summary>
    public ConcurrentQueue<string> Updates { get; } = new();

    /// <summary>How it answers what no <see cref="Next"/> speaks of; null takes everything.</summary>
    public Func<BotApiMessage, BotApiAnswer>? Rule { get; set; }

    /// <summary>Requests so far, answered or not.</summary>
    public int Requests { get; private set; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<BotApiServer> Start(params BotApiAnswer[] answers)
    {
        var server = new BotApiServer();
        server.Next(answers);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Says how the next requests are answered.</summary>
    public void Next(params BotApiAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        Requests++;
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var message = Read(body.RootElement);
        switch (_answers.TryDequeue(out var answer) ? answer : Rule?.Invoke(message) ?? new BotApiAnswer.Takes())
        {
            case BotApiAnswer.Fails fails:
                await Fail(context, fails);
                break;
            case BotApiAnswer.Html html:
                context.Response.StatusCode = html.Code;
                await context.Response.WriteAsync("<html><h1>Bad Gateway</h1></html>");
                break;
            case BotApiAnswer.TakesThenDrops:
                Taken.Enqueue(message);
                context.Abort();
                break;
            case BotApiAnswer.Drops:
                context.Abort();
                break;
            case BotApiAnswer.Stalls:
                var gone = new TaskCompletionSource();
                context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
                break;
            default:
                Taken.Enqueue(message);
                await context.Response.WriteAsJsonAsync(new
                {
                    ok = true,
                    result = new { message_id = ++_lastId, date = 1_770_000_000, chat = new { id = 1, type = "private" }, text = message.Text },
                });
                break;
        }
    }

    private async Task Other(HttpContext context, string method)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Calls.Enqueue(new BotApiCall(method, body));
        if (OtherAnswers.TryDequeue(out var answer) && answer is not null)
        {
            await Fail(context, answer);
            return;
        }

        var result = method switch
        {
            "getMe" => """{"id":4242,"is_bot":true,"first_name":"Policy","username":"policy_bot"}""",
            "getUpdates" => $"[{string.Join(',', Unread(JsonDocument.Parse(body).RootElement.GetProperty("offset").GetInt64()))}]",
            "sendDocument" or "editMessageText" => $$"""{"message_id":{{++_lastId}},"date":1770000000,"chat":{"id":1,"type":"private"},"text":"x"}""",
            _ => "true",
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"ok":true,"result":{{result}}}""");
    }

    private IEnumerable<string> Unread(long offset) => Updates.Where(u => JsonDocument.Parse(u).RootElement.GetProperty("update_id").GetInt64() >= offset);

    private static Task Fail(HttpContext context, BotApiAnswer.Fails fails)
    {
        context.Response.StatusCode = fails.Code;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["ok"] = false,
            ["error_code"] = fails.Code,
            ["description"] = fails.Description,
            ["parameters"] = Parameters(fails),
        });
    }

    private static Dictionary<string, long> Parameters(BotApiAnswer.Fails fails)
    {
        var parameters = new Dictionary<string, long>();
        if (fails.RetryAfter is { } seconds)
        {
            parameters["retry_after"] = seconds;
        }

        if (fails.MovedTo is { } chat)
        {
            parameters["migrate_to_chat_id"] = chat;
        }

        return parameters;
    }

    private static BotApiMessage Read(JsonElement body) => new(
        body.GetProperty("chat_id").ToString(),
        body.TryGetProperty("message_thread_id", out var topic) ? topic.GetInt32() : null,
        body.GetProperty("text").GetString()!,
        body.TryGetProperty("parse_mode", out var mode) ? mode.GetString()!.ToUpperInvariant() : null,
        body.TryGetProperty("link_preview_options", out var preview) && preview.TryGetProperty("is_disabled", out var disabled) && disabled.GetBoolean())
    {
        Buttons = body.TryGetProperty("reply_markup", out var markup)
            ? [.. markup.GetProperty("inline_keyboard").EnumerateArray().SelectMany(row => row.EnumerateArray())
                .Select(b => b.TryGetProperty("callback_data", out var data) ? data.GetString()! : b.GetProperty("url").GetString()!)]
            : [],
        ReplyTo = body.TryGetProperty("reply_parameters", out var reply) ? reply.GetProperty("message_id").GetInt32() : null,
    };
}
