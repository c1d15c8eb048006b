using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>A mail as a page, for those whose mail program shows it badly.</summary>
internal static class MailPages
{
    /// <summary>The mail's own styles stand in its tags; nothing else is let through, so that whatever a story smuggled in would do nothing.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static async Task<IResult> Show(Visit visit)
    {
        if (visit.Parts.Links.Viewed(visit.Query("token")) is not { } mail
            || await visit.Tables.Messages.Get(mail.DestinationId, mail.DeliveryId, visit.Cancel) is not { Value.Html: { Length: > 0 } html })
        {
            return visit.Say(Words.MailGone, visit.T(Words.MailGoneText), StatusCodes.Status404NotFound);
        }

        var headers = visit.Context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Text(html, "text/html", System.Text.Encoding.UTF8);
    }
}
