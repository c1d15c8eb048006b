using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Functions.Tests;

/// <summary>The HTTP trigger on a loopback server that routes as the worker does: its own catch-all first, then the site.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private readonly WebApplication server;
    private readonly HttpClient client = new();
    private IResult? returned;

    public HttpTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        var trigger = new Http(Site(server.Services));
        server.Map("{*path}", async (HttpContext context) => returned = await trigger.Site(context.Request));
    }

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync(TestContext.Current.CancellationToken);
        client.BaseAddress = new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task The_site_routes_for_itself_whatever_the_method(string method)
    {
        using var request = new HttpRequestMessage(new(method), "stories/42");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{method} id=42", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_root_is_the_sites_home() =>
        Assert.Equal("home ", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));

    [Fact]
    public async Task What_the_site_does_not_know_is_not_found()
    {
        using var response = await client.GetAsync(new Uri("/nowhere/at/all", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_added_to_what_the_site_answered()
    {
        await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.IsType<EmptyHttpResult>(returned);
    }

    private static RequestDelegate Site(IServiceProvider services)
    {
        var site = new ApplicationBuilder(services);
        site.UseRouting();
        site.UseEndpoints(endpoints =>
        {
            endpoints.Map("/", context => context.Response.WriteAsync("home " + Values(context)));
            endpoints.Map("/stories/{id}", context => context.Response.WriteAsync($"{context.Request.Method} {Values(context)}"));
        });
        return site.Build();
    }

    private static string Values(HttpContext context) => string.Join(' ', context.Request.RouteValues.Select(v => $"{v.Key}={v.Value}"));
}
