using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsBot.Delivery;

/// <summary>The Bot API said no. Source: https://core.telegram.org/bots/api#making-requests</summary>
/// <param name="method">What was asked.</param>
/// <param name="code">The error code: 401 and 404 for a token that is none, 409 where another reads the updates, 429 for too much.</param>
/// <param name="description">What it said, without the token.</param>
/// <param name="retryAfter">How long it asks to wait.</param>
public sealed class TelegramException(string method, int code, string description, TimeSpan? retryAfter) : Exception($"Telegram refuses {method}: {description}")
{
    /// <summary>The error code.</summary>
    public int Code => code;

    /// <summary>How long it asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>
/// The Bot API as it is, for what is received: an update of a kind that this version does not know must not keep those after it from
/// being read, so updates stay JSON. Messages are sent by <see cref="TelegramChannel"/>.
/// </summary>
/// <param name="settings">The token and the server.</param>
/// <param name="http">A client of its own, see <see cref="TelegramChannel"/>; its time-out must be longer than a long poll.</param>
public sealed class TelegramApi(TelegramSettings settings, HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _base = $"{(settings.Api ?? new Uri("https://api.telegram.org")).GetLeftPart(UriPartial.Authority)}/bot{settings.Token}/";
    private string? _name;

    /// <summary>The bot's own user name, which commands in groups are addressed to; asked once.</summary>
    public async Task<string> Name(CancellationToken cancel) =>
        _name ??= (await Call("getMe", new { }, cancel)).GetProperty("username").GetString() ?? "";

    /// <summary>Calls a method.</summary>
    /// <param name="method">Such as <c>getUpdates</c>.</param>
    /// <param name="parameters">Its parameters, whose names are written in snake case.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The <c>result</c>.</returns>
    /// <exception cref="TelegramException">It answered no.</exception>
    /// <exception cref="IOException">It could not be reached, or what answered was not the Bot API.</exception>
    public async Task<JsonElement> Call(string method, object parameters, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(_base + method), parameters, Json, cancel);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
            if (body.GetProperty("ok").GetBoolean())
            {
                return body.GetProperty("result").Clone();
            }

            var code = body.TryGetProperty("error_code", out var number) ? number.GetInt32() : (int)answer.StatusCode;
            var wait = body.TryGetProperty("parameters", out var more) && more.TryGetProperty("retry_after", out var seconds) ? seconds.GetInt32() : (int?)null;
            var said = body.TryGetProperty("description", out var text) ? text.GetString() ?? "" : "";
            throw new TelegramException(method, code, said.Replace(settings.Token, "…", StringComparison.Ordinal), wait is { } s ? TimeSpan.FromSeconds(s) : null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new IOException($"Telegram could not be asked for {method}: {e.Message.Replace(settings.Token, "…", StringComparison.Ordinal)}", e);
        }
    }
}
