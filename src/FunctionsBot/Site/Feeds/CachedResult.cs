using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsBot.Site.Feeds;

/// <summary>Bytes that a reader may keep and ask about again.</summary>
/// <param name="Body">Null where the reader has them (304).</param>
/// <param name="MediaType">What they are.</param>
/// <param name="Tag">A strong entity tag, with its quotes (RFC 9110 §8.8.3).</param>
/// <param name="Changed">When they last changed.</param>
/// <param name="Fresh">How long they need not be asked for again.</param>
internal sealed record CachedResult(byte[]? Body, string MediaType, string Tag, DateTimeOffset Changed, TimeSpan Fresh) : IResult
{
    /// <summary>Another reader may get it in another language.</summary>
    public bool VariesByReader { get; init; }

    /// <summary>Whether the reader says that it has this version. A list of tags has the last word over a date (RFC 9110 §13.1.3).</summary>
    public static bool IsKnown(HttpRequest request, string tag, DateTimeOffset changed)
    {
        var headers = request.GetTypedHeaders();
        if (headers.IfNoneMatch is { Count: > 0 } tags)
        {
            var mine = new EntityTagHeaderValue(tag);
            return tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(mine, useStrongComparison: false));
        }

        // Such a date has whole seconds.
        return headers.IfModifiedSince is { } since && changed < since.AddSeconds(1);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = Tag;
        response.Headers.LastModified = HeaderUtilities.FormatDate(Changed);
        response.Headers.CacheControl = $"{(VariesByReader ? "private" : "public")}, max-age={Fresh.TotalSeconds:0}";
        if (VariesByReader)
        {
            response.Headers.Vary = "Accept-Language, Cookie";
        }

        if (Body is null || IsKnown(httpContext.Request, Tag, Changed))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
