using FunctionsBot.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Site;

/// <summary>Where a mail service posts what came back: signed with the secret that only it and the bot know.</summary>
internal static class BounceWebhook
{
    /// <summary>The header with the signature.</summary>
    public const string Signature = "X-Signature";

    public static async Task<IResult> Receive(Visit visit)
    {
        var request = visit.Context.Request;
        if (request.ContentLength > BounceInbox.BodyLimit)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var body = await Read(request, visit.Cancel);
        var inbox = visit.Parts.Services.GetRequiredService<BounceInbox>();
        return body is null ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
            : !inbox.IsSigned(body, request.Headers[Signature]) ? Results.Unauthorized()
            : await inbox.Take(request.ContentType, body, visit.Cancel) is { } taken ? Results.Json(new { taken })
            : Results.BadRequest();
    }

    /// <summary>The whole body; null where it is too long.</summary>
    private static async Task<byte[]?> Read(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (body.Length + read > BounceInbox.BodyLimit)
            {
                return null;
            }

            body.Write(buffer.AsSpan(0, read));
        }

        return body.ToArray();
    }
}
