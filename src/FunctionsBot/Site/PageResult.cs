using System.Text;
using FunctionsBot.Site.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsBot.Site;

/// <summary>A page, rendered whole before its first byte is sent: what fails on the way becomes an error page, not half a page.</summary>
internal sealed record PageResult(SiteParts Parts, Type Page, Dictionary<string, object?> Parameters, View View, int Status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var renderer = new HtmlRenderer(Parts.Services, Parts.Loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Layout.View)] = View,
            [nameof(Layout.Page)] = Page,
            [nameof(Layout.Parameters)] = Parameters,
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Layout>(parameters);
            return root.ToHtmlString();
        });

        var bytes = Encoding.UTF8.GetBytes(html);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentLanguage = View.Language;
        response.Headers.Vary = "Accept-Language, Cookie";

        // A page may hold a form token, a signed-in name or a token of its address: no cache but the reader's own eyes.
        response.Headers[HeaderNames.CacheControl] = "no-store";
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
