using System.Net.Sockets;
using System.Security.Authentication;
using FunctionsBot.Domain;

namespace FunctionsBot.Fetching;

/// <summary>Failures in one sentence each: what, where, what to do.</summary>
internal static class Failures
{
    public static FetchResult.Failed Refused(Uri address, string words) => new($"{Shown(address)} is not fetched: {words}.");

    public static FetchResult.Failed TimedOut(Uri address, string words) => new($"{Shown(address)} {words}.") { Transient = true };

    public static FetchResult.Failed Nowhere(Uri address, int status) =>
        new($"{Shown(address)} answered {status} without saying where to go: correct the address.") { Status = status };

    public static FetchResult.Failed NoRobots(Uri address) =>
        new($"{Shown(address)} is not fetched yet: its site's robots.txt could not be read, and no page is taken before it is; it is asked again later.")
        {
            Transient = true,
        };

    public static FetchResult.Failed Disallowed(Uri address, RobotsRule rule) =>
        new($"{Shown(address)} is not fetched: its site's robots.txt asks bots not to (\"{rule}\"); look for a feed, or ask the site.");

    public static FetchResult.Failed LoopsAt(Uri address) =>
        new($"{Shown(address)} redirects in a circle: open it in a browser and give the address it ends at.");

    public static FetchResult.Failed TooManyRedirects(Uri address, int most) =>
        new($"{Shown(address)} redirects more than {most} times: open it in a browser and give the address it ends at.");

    public static FetchResult.Failed Answered(Uri address, int status, string? phrase, TimeSpan? retryAfter)
    {
        var answer = $"{Shown(address)} answered {status}{(phrase is { Length: > 0 } ? $" {phrase}" : "")}";
        var transient = status is 408 or 421 or 425 or 429 or >= 500;
        return new(status switch
        {
            401 or 407 => $"{answer}: it wants a password; give an address that is open to all.",
            402 or 451 => $"{answer}: it is not open to this bot; give another address.",
            403 => $"{answer}: it refuses this bot; ask the site, or give another address.",
            404 => $"{answer}: the page is not there; correct the address.",
            410 => $"{answer}: it was taken away for good; replace or remove the source.",
            429 => $"{answer}: it was asked too often; it is left alone for a while.",
            >= 500 => $"{answer}: the site has trouble; it is asked again later.",
            _ when transient => $"{answer}; it is asked again later.",
            _ => $"{answer}, which is no page: correct the address.",
        })
        {
            Status = status,
            Gone = status == 410,
            Transient = transient,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>What a broken connection means to people.</summary>
    public static FetchResult.Failed Broken(Uri address, Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AddressRefusedException: return Refused(address, $"{e.Message}; only public addresses are read");
                case BodyException: return new($"{Shown(address)} {e.Message}.");
                case AuthenticationException:
                    return new($"{Shown(address)} has no valid certificate, so what it says cannot be trusted: ask the site to renew it.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return new($"The host {address.IdnHost} of {Shown(address)} is not known: correct the address if it never was.");
                case SocketException { SocketErrorCode: SocketError.TryAgain }:
                    return Again(address, "could not be looked up (DNS)");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return Again(address, "refuses connections");
                case SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException: return Again(address, "did not answer");
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return Again(address, "cannot be reached from here");
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return new($"The host {address.IdnHost} of {Shown(address)} is not known: correct the address if it never was.");
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return new($"{Shown(address)} sends more headers than are read: its server is at fault.");
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return new($"{Shown(address)} does not answer as a web server does: correct the address.");
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }: return Again(address, "broke off in the middle of its answer");
            }
        }

        return Again(address, "broke the connection");
    }

    /// <summary>An address as shown to people: without its secrets, and not longer than a line.</summary>
    public static string Shown(Uri address)
    {
        if (!address.IsAbsoluteUri) return $"\"{Short(address.OriginalString)}\"";
        return Short(address.UserInfo.Length == 0 ? address.AbsoluteUri : address.AbsoluteUri.Replace($"{address.UserInfo}@", "", StringComparison.Ordinal));
    }

    private static string Short(string text) => text.Length <= 200 ? text : $"{text.AsSpan(0, 199)}…";

    private static FetchResult.Failed Again(Uri address, string words) =>
        new($"{Shown(address)} {words}; it is asked again later.") { Transient = true };
}
