using System.Net;
using Azure;
using Azure.Identity;

namespace FunctionsBot.Storage;

/// <summary>Failures of Azure Storage as sentences.</summary>
internal static class AzureErrors
{
    /// <summary>What the client library throws where the service, the network or the sign-in fails.</summary>
    public static bool IsFailure(Exception e) =>
        e is RequestFailedException or AuthenticationFailedException or AggregateException { InnerException: RequestFailedException };

    /// <param name="e">An exception for which <see cref="IsFailure"/>.</param>
    /// <param name="what">The table or queue, as <c>table x of account y</c>.</param>
    public static StoreException Explain(Exception e, string what) => new(
        ((e as AggregateException)?.InnerException ?? e) switch
        {
            RequestFailedException { Status: (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden } denied =>
                $"Azure refuses access to {what} ({Code(denied)}): give the app's identity the roles Storage Table Data Contributor and Storage Queue Data Contributor, or check the connection string and the account's firewall.",
            RequestFailedException { Status: 0 } =>
                $"Azure {what} cannot be reached: check the account's name and the network.",
            RequestFailedException failed =>
                $"Azure {what} failed ({Code(failed)}): it is tried again; if it lasts, look at the state of the storage account.",
            _ => $"Signing in to Azure {what} failed: give the app a managed identity, or sign in with the Azure command line.",
        },
        e);

    private static string Code(RequestFailedException e) => e.ErrorCode is { Length: > 0 } code ? $"{e.Status} {code}" : $"{e.Status}";
}
