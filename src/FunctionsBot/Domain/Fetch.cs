namespace FunctionsBot.Domain;

/// <summary>One conditional request.</summary>
/// <param name="Address">http or https.</param>
/// <param name="Accept">The <c>Accept</c> header.</param>
/// <param name="ETag">Sent as <c>If-None-Match</c>.</param>
/// <param name="LastModified">Sent verbatim as <c>If-Modified-Since</c>.</param>
public sealed record FetchRequest(Uri Address, string Accept, string? ETag = null, string? LastModified = null)
{
    /// <summary>Ask the host's robots.txt first (RFC 9309): for pages. A feed is published to be polled and needs no asking.</summary>
    public bool RespectRobots { get; init; }
}

/// <summary>What came of a request. Outcomes the web is full of are values here, not exceptions.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>A body arrived whole, decompressed, within the limits.</summary>
    /// <param name="Address">Where it came from after redirects; relative links resolve against it.</param>
    /// <param name="Body">The bytes.</param>
    public sealed record Fetched(Uri Address, ReadOnlyMemory<byte> Body) : FetchResult
    {
        /// <summary>Media type without parameters, lower-case, such as <c>text/html</c>.</summary>
        public string? MediaType { get; init; }

        /// <summary>The charset parameter of Content-Type, as sent.</summary>
        public string? Charset { get; init; }

        /// <summary>The ETag header, for next time.</summary>
        public string? ETag { get; init; }

        /// <summary>The Last-Modified header verbatim, for next time.</summary>
        public string? LastModified { get; init; }

        /// <summary>Where 301 or 308 answers alone led: the address to store.</summary>
        public Uri? MovedTo { get; init; }

        /// <summary>How long the server asks to wait before asking again (Cache-Control max-age, Expires).</summary>
        public TimeSpan? FreshFor { get; init; }
    }

    /// <summary>304: nothing new.</summary>
    /// <param name="FreshFor">How long the server asks to wait before asking again.</param>
    public sealed record NotModified(TimeSpan? FreshFor = null) : FetchResult
    {
        /// <summary>Where 301 or 308 answers alone led: the address to store.</summary>
        public Uri? MovedTo { get; init; }
    }

    /// <summary>It could not be had.</summary>
    /// <param name="Reason">One sentence: what, where, and what to do.</param>
    public sealed record Failed(string Reason) : FetchResult
    {
        /// <summary>The status code, where a server answered.</summary>
        public int? Status { get; init; }

        /// <summary>410: it will not come back.</summary>
        public bool Gone { get; init; }

        /// <summary>Worth trying again soon: a time-out, 429, 5xx, a broken connection.</summary>
        public bool Transient { get; init; }

        /// <summary>The server's <c>Retry-After</c>.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}
