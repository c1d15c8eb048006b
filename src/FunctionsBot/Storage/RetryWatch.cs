using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FunctionsBot.Storage;

/// <summary>
/// Tells whether a request was sent more than once. A write whose answer was lost is sent again and then meets its own effect:
/// without knowing that, an insert that succeeded would look like a lost race.
/// </summary>
internal sealed class RetryWatch : HttpPipelineSynchronousPolicy
{
    private const string Property = "FunctionsBot.Repeated";

    /// <summary>Watches the requests sent until the scope is disposed of.</summary>
    /// <param name="repeated">Set to true where one is sent again.</param>
    public static IDisposable Start(out StrongBox<bool> repeated)
    {
        repeated = new();
        return HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = repeated });
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.ProcessingContext.RetryNumber > 0 && message.TryGetProperty(Property, out var box) && box is StrongBox<bool> repeated)
        {
            repeated.Value = true;
        }
    }
}
