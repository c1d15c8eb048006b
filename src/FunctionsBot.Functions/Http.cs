using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsBot.Functions;

/// <summary>Every web request but <c>/admin</c> and <c>/runtime</c>, which belong to the host.</summary>
/// <param name="site">The pages and the Telegram webhook, with a routing of their own.</param>
public sealed class Http(RequestDelegate site)
{
    /// <summary>Answers with the site; anonymous, since the site decides itself who may see what.</summary>
    [Function(nameof(Site))]
    public async Task<IResult> Site([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        // The worker has routed the request to this function; the site's routing would take that for its own answer.
        request.HttpContext.SetEndpoint(null);
        request.RouteValues.Clear();
        await site(request.HttpContext);
        return Results.Empty;
    }
}
