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
        await site(request.HttpContext);
        return Results.Empty; // The site has answered; anything else would be written after it.
    }
}
