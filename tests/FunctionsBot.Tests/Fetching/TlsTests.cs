using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Fetching;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Fetching;

/// <summary>Encrypted connections, with certificates made on the spot by an authority that only some of the fetchers trust.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly FetchLimits Quick = new() { AllowLoopback = true, HostPause = TimeSpan.Zero };
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa key = ECDsa.Create();
    private readonly X509Certificate2 authority;

    public TlsTests()
    {
        var request = new CertificateRequest("CN=Authority of this test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
    }

    public void Dispose()
    {
        authority.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task A_page_comes_over_a_connection_whose_certificate_is_trusted()
    {
        using var certificate = Certificate("news.example", Now.AddDays(-1), Now.AddDays(1));

        var fetched = Assert.IsType<FetchResult.Fetched>(await Fetch(certificate, trusted: true));

        Assert.Equal("over TLS", Encoding.UTF8.GetString(fetched.Body.Span));
    }

    [Theory]
    [InlineData("news.example", 1, false)]
    [InlineData("other.example", 1, true)]
    [InlineData("news.example", -1, true)]
    public async Task A_certificate_of_an_unknown_authority_or_another_host_or_of_the_past_is_not_believed(string host, int daysLeft, bool trusted)
    {
        using var certificate = Certificate(host, Now.AddDays(-5), Now.AddDays(daysLeft));

        var failed = Assert.IsType<FetchResult.Failed>(await Fetch(certificate, trusted));

        Assert.Contains("has no valid certificate", failed.Reason, StringComparison.Ordinal);
        Assert.False(failed.Transient);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_one_sentence()
    {
        await using var server = new ScriptedWebServer();
        server.On("/", 200, "plain");
        using var fetcher = new Fetcher(Quick, TimeProvider.System);

        var result = await fetcher.Fetch(new(new($"https://127.0.0.1:{server.Port}/"), "*/*"), TestContext.Current.CancellationToken);

        Assert.EndsWith(".", Assert.IsType<FetchResult.Failed>(result).Reason, StringComparison.Ordinal);
    }

    private async Task<FetchResult> Fetch(X509Certificate2 certificate, bool trusted)
    {
        await using var server = new ScriptedWebServer(certificate);
        server.On("/", 200, "over TLS");
        using var fetcher = new Fetcher(
            Quick,
            TimeProvider.System,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            authorities: trusted ? [authority] : null);
        return await fetcher.Fetch(new(new($"https://news.example:{server.Port}/"), "*/*"), TestContext.Current.CancellationToken);
    }

    private X509Certificate2 Certificate(string host, DateTimeOffset from, DateTimeOffset until)
    {
        using var own = ECDsa.Create();
        var request = new CertificateRequest($"CN={host}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(authority, from, until, [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(own);
    }
}
