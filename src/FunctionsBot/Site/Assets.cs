using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsBot.Site;

/// <summary>The style sheet and the icon: embedded, and named by their content, so that a browser keeps them for good.</summary>
internal sealed record Asset(string Path, string MediaType, byte[] Bytes) : IResult
{
    public static Asset Style { get; } = Load("site.css", "text/css; charset=utf-8");

    public static Asset Icon { get; } = Load("icon.svg", "image/svg+xml");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = MediaType;
        httpContext.Response.ContentLength = Bytes.Length;
        httpContext.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        await httpContext.Response.Body.WriteAsync(Bytes, httpContext.RequestAborted);
    }

    private static Asset Load(string name, string mediaType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"Site/{name}")
            ?? throw new FileNotFoundException($"{name} is not embedded in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));
        return new Asset($"/assets/{hash}-{name}", mediaType, bytes);
    }
}
