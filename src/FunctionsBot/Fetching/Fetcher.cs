using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FunctionsBot.Domain;

namespace FunctionsBot.Fetching;

/// <summary>
/// Asks for one address, politely and within limits: conditional GET (RFC 9110 §13), own redirects, every hop and every connected
/// address checked, one request at a time per host. What the web does wrong comes back as <see cref="FetchResult.Failed"/>.
/// </summary>
public sealed class Fetcher : IDisposable
{
    private readonly FetchLimits limits;
    private readonly TimeProvider clock;
    private readonly HttpMessageInvoker http;
    private readonly HostPacing pacing;
    private readonly RobotsMemory robots;

    /// <summary>Makes a fetcher with connections of its own; one serves the whole process.</summary>
    /// <param name="limits">Sizes, times and politeness.</param>
    /// <param name="clock">All waiting is by this clock, save the connect time limit.</param>
    /// <param name="resolve">Turns a host's name into its addresses; the system's resolver where null.</param>
    /// <param name="port">Connects to this port whatever the address says: for the demo, whose one server is many hosts.</param>
    /// <param name="authorities">Whose certificates are believed; those the system trusts where null.</param>
    public Fetcher(
        FetchLimits limits,
        TimeProvider clock,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        int? port = null,
        X509Certificate2Collection? authorities = null)
    {
        this.limits = limits;
        this.clock = clock;
        pacing = new(limits, clock);
        robots = new(limits, clock);
        var connection = new GuardedConnection(limits, resolve ?? Dns.GetHostAddressesAsync, port);
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = connection.Open,
            SslOptions = Trusting(authorities),
            ConnectTimeout = limits.Connect,
            MaxResponseDrainSize = 64 * 1024,
            // A proxy would connect where the guard cannot look, and cookies would tie polls together.
            UseProxy = false,
            UseCookies = false,
            // What is kept open is for a request that waits for the host's pause to end.
            PooledConnectionIdleTimeout = limits.HostPause + TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Asks once, following redirects.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled by the caller.</exception>
    public async Task<FetchResult> Fetch(FetchRequest request, CancellationToken cancel)
    {
        using var patience = new Patience(limits.Total, clock, cancel);
        var (address, permanent, asked) = (request.Address, true, new HashSet<string>(StringComparer.Ordinal));
        Uri? movedTo = null;
        for (var hop = 0; hop <= limits.Redirects; hop++)
        {
            if (AddressGuard.Refusal(address, limits.AllowLoopback) is { } words) return Failures.Refused(address, $"it {words}");
            if (!asked.Add(address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped))) return Failures.LoopsAt(request.Address);
            var answer = await Turn(request with { Address = address }, patience, cancel);
            switch (answer.Result)
            {
                case FetchResult.Fetched fetched: return fetched with { MovedTo = movedTo };
                case FetchResult.NotModified same: return same with { MovedTo = movedTo };
                case { } failed: return failed;
            }

            permanent &= answer.Permanent;
            address = answer.Next!;
            if (permanent) movedTo = address;
        }

        return Failures.TooManyRedirects(request.Address, limits.Redirects);
    }

    /// <summary>What a site's robots.txt says to this bot, remembered or asked for; <see cref="Robots.Unreachable"/> where it cannot be had.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled by the caller.</exception>
    public async Task<Robots> RobotsOf(Uri page, CancellationToken cancel)
    {
        if (AddressGuard.Refusal(page, limits.AllowLoopback) is not null) return Robots.Unreachable;
        using var patience = new Patience(limits.Total, clock, cancel);
        using var turn = await pacing.Enter(page, cancel);
        patience.Resume();
        try
        {
            return await Rules(page, patience);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Robots.Unreachable;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        pacing.Dispose();
    }

    /// <summary>Certificates are always checked; what may be chosen is by whom they must be signed.</summary>
    private static SslClientAuthenticationOptions Trusting(X509Certificate2Collection? authorities)
    {
        var options = new SslClientAuthenticationOptions();
        if (authorities is null) return options;
        options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return options;
    }

    private readonly record struct Answer(FetchResult? Result, Uri? Next = null, bool Permanent = false);

    private async Task<Answer> Turn(FetchRequest request, Patience patience, CancellationToken cancel)
    {
        using var turn = await pacing.Enter(request.Address, cancel);
        patience.Resume();
        try
        {
            if (request.RespectRobots)
            {
                var rules = await Rules(request.Address, patience);
                if (Objection(request.Address, rules) is { } objection) return new(objection);
                turn.Rest(rules.CrawlDelay);
            }

            return await Exchange(request, patience, last: turn.IsLast);
        }
        catch (OperationCanceledException) when (patience.Lost is { } words)
        {
            return new(Failures.TimedOut(request.Address, words));
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            // The handler's own connect limit surfaces as a cancellation.
            return new(Failures.Broken(request.Address, new TimeoutException(e.Message, e)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or BodyException or InvalidOperationException)
        {
            return new(Failures.Broken(request.Address, e));
        }
        finally
        {
            patience.Pause();
        }
    }

    private async Task<Answer> Exchange(FetchRequest request, Patience patience, int? first = null, bool last = false)
    {
        using var message = Message(request);
        // An open connection takes 15 kB and the host's next request is minutes away: thousands of them would only wait to be closed.
        message.Headers.ConnectionClose = last ? true : null;
        patience.Expect(limits.Headers, $"did not answer within {Patience.Words(limits.Headers)}; it is asked again later");
        using var response = await http.SendAsync(message, patience.Token);
        var status = (int)response.StatusCode;
        if (status is 301 or 302 or 303 or 307 or 308) return Redirect(request.Address, response, status);
        if (status == 304 && (request.ETag ?? request.LastModified) is not null)
        {
            return new(new FetchResult.NotModified(ResponseHints.FreshFor(response, clock.GetUtcNow())));
        }

        if (status is < 200 or > 299 or 206)
        {
            return new(Failures.Answered(request.Address, status, response.ReasonPhrase, ResponseHints.RetryAfter(response, clock.GetUtcNow())));
        }

        return new(Result(request.Address, response, await BodyReader.Read(response, limits, patience, first)));
    }

    private HttpRequestMessage Message(FetchRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, request.Address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", limits.UserAgent);
        headers.TryAddWithoutValidation("Accept", request.Accept);
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        if (request.ETag is { } tag) headers.TryAddWithoutValidation("If-None-Match", tag);
        if (request.LastModified is { } date) headers.TryAddWithoutValidation("If-Modified-Since", date);
        return message;
    }

    private static Answer Redirect(Uri from, HttpResponseMessage response, int status)
    {
        // Header bytes arrive as Latin-1; addresses beyond ASCII are sent as UTF-8 where they are sent raw at all.
        var location = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(ResponseHints.Text(response, "Location") ?? ""));
        // A whole address keeps its spelling, which the guard judges. A leading slash would be a file's path to Uri.
        Uri? next = null;
        var readable = location.Length > 0
            && ((!location.StartsWith('/') && Uri.TryCreate(location, UriKind.Absolute, out next)) || Uri.TryCreate(from, location, out next));
        return readable ? new(null, next, status is 301 or 308) : new(Failures.Nowhere(from, status));
    }

    private FetchResult.Fetched Result(Uri address, HttpResponseMessage response, ReadOnlyMemory<byte> body) => new(address, body)
    {
        MediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
        Charset = response.Content.Headers.ContentType?.CharSet?.Trim('"', '\'', ' '),
        ETag = ResponseHints.Text(response, "ETag"),
        LastModified = ResponseHints.Text(response, "Last-Modified"),
        FreshFor = ResponseHints.FreshFor(response, clock.GetUtcNow()),
    };

    private static FetchResult.Failed? Objection(Uri page, Robots rules) =>
        ReferenceEquals(rules, Robots.Unreachable) ? Failures.NoRobots(page)
        : rules.Deciding(page) is { Allow: false } rule ? Failures.Disallowed(page, rule)
        : null;

    /// <summary>The host's rules, remembered or asked for. The host's turn is already held.</summary>
    private async Task<Robots> Rules(Uri page, Patience patience)
    {
        if (robots.Find(page) is { } known) return known;
        return robots.Keep(page, await AskForRules(new Uri(page, "/robots.txt"), patience));
    }

    private async Task<Robots> AskForRules(Uri address, Patience patience)
    {
        for (var hop = 0; hop <= limits.Redirects; hop++)
        {
            if (AddressGuard.Refusal(address, limits.AllowLoopback) is not null) return Robots.Unreachable;
            var answer = await AskForFile(address, patience);
            switch (answer.Result)
            {
                case null: address = answer.Next!; break;
                case FetchResult.Fetched file: return RobotsFile.Parse(file.Body.Span).For(FetchLimits.Product);
                case FetchResult.Failed failed: return Robots.Unavailable(failed.Status);
                default: return Robots.Unreachable;
            }
        }

        // RFC 9309 §2.3.1.2: after five redirects it may be taken as absent.
        return Robots.AllowAll;
    }

    private async Task<Answer> AskForFile(Uri address, Patience patience)
    {
        try
        {
            return await Exchange(new(address, "text/plain, */*;q=0.1"), patience, RobotsFile.MostBytes + 1);
        }
        catch (BodyException e)
        {
            return new(Failures.Broken(address, e));
        }
    }
}
