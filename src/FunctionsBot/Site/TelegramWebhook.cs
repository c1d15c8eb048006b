using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>
/// Where Telegram tells the bot what is said and pressed in chats. Source: https://core.telegram.org/bots/api#setwebhook
/// </summary>
internal static class TelegramWebhook
{
    /// <summary>Bytes of an update: one message of 4096 characters with its entities and reply is far below.</summary>
    public const int BodyLimit = 256 * 1024;

    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    public static async Task<IResult> Receive(Visit visit)
    {
        if (visit.Parts.Settings.TelegramWebhookSecret is not { } secret || visit.Parts.Actions.TakeUpdate is not { } take)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var given = Encoding.UTF8.GetBytes(visit.Context.Request.Headers[SecretHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), given))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        try
        {
            using var update = await JsonDocument.ParseAsync(visit.Context.Request.Body, cancellationToken: visit.Cancel);

            // An answer in the response spares a request: https://core.telegram.org/bots/faq#how-can-i-make-requests-in-response-to-updates
            return await take(update.RootElement, visit.Cancel) is { } answer ? Results.Json(answer) : Results.StatusCode(StatusCodes.Status200OK);
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }
}
