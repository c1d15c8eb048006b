using System.Net;
using CsCheck;
using FunctionsBot.Fetching;

namespace FunctionsBot.Tests.Fetching;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("ftp://example.org/feed", "only http and https")]
    [InlineData("file:///etc/passwd", "only http and https")]
    [InlineData("javascript:alert(1)", "only http and https")]
    [InlineData("https://user:secret@example.org/feed", "user name or password")]
    [InlineData("http://user@example.org/", "user name or password")]
    [InlineData("http://2130706433/", "disguises the address 127.0.0.1")]
    [InlineData("http://0177.0.0.1/", "disguises")]
    [InlineData("http://0x7f.0.0.1/", "disguises")]
    [InlineData("http://0x7f000001/", "disguises")]
    [InlineData("http://127.1/", "disguises")]
    [InlineData("http://134744072/", "disguises the address 8.8.8.8")]
    [InlineData("http://１２７.0.0.1/", "as a number")]
    [InlineData("http://127.0.0.1/", "loopback")]
    [InlineData("http://127.255.255.254:8080/", "loopback")]
    [InlineData("http://10.1.2.3/", "private network")]
    [InlineData("http://172.16.0.1/", "private network")]
    [InlineData("http://172.31.255.255/", "private network")]
    [InlineData("http://192.168.1.1/", "private network")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "metadata")]
    [InlineData("http://100.64.0.1/", "provider's network")]
    [InlineData("http://100.127.255.255/", "provider's network")]
    [InlineData("http://0.0.0.0/", "this network")]
    [InlineData("http://192.0.0.8/", "reserved")]
    [InlineData("http://192.0.2.1/", "documentation")]
    [InlineData("http://198.18.0.1/", "benchmarks")]
    [InlineData("http://198.51.100.1/", "documentation")]
    [InlineData("http://203.0.113.1/", "documentation")]
    [InlineData("http://192.88.99.1/", "6to4")]
    [InlineData("http://224.0.0.1/", "multicast")]
    [InlineData("http://240.0.0.1/", "reserved")]
    [InlineData("http://255.255.255.255/", "reserved")]
    [InlineData("http://[::1]/", "loopback")]
    [InlineData("http://[::]/", "unspecified")]
    [InlineData("http://[::ffff:127.0.0.1]/", "loopback")]
    [InlineData("http://[::ffff:a00:1]/", "private network")]
    [InlineData("http://[::7f00:1]/", "reserved")]
    [InlineData("http://[64:ff9b::7f00:1]/", "loopback")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/", "metadata")]
    [InlineData("http://[64:ff9b:1::1]/", "private network")]
    [InlineData("http://[2002:7f00:1::]/", "6to4")]
    [InlineData("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "Teredo")]
    [InlineData("http://[fe80::1]/", "link-local")]
    [InlineData("http://[fe80::1%25eth0]/", "zone")]
    [InlineData("http://[fec0::1]/", "private network")]
    [InlineData("http://[fd00::1]/", "private network")]
    [InlineData("http://[fc00::1]/", "private network")]
    [InlineData("http://[ff02::1]/", "multicast")]
    [InlineData("http://[2001:db8::1]/", "documentation")]
    [InlineData("http://[3fff::1]/", "documentation")]
    [InlineData("http://[100::1]/", "reserved")]
    [InlineData("http://[4000::1]/", "reserved")]
    [InlineData("http://[::ffff:0:7f00:1]/", "reserved")]
    [InlineData("http://[2001:470:1f1b::5efe:a00:1]/", "ISATAP")]
    [InlineData("http://[2001:1ff::1]/", "protocols")]
    [InlineData("http://168.63.129.16/machine", "cloud provider")]
    [InlineData("http://localhost/", "loopback")]
    [InlineData("http://LOCALHOST./", "loopback")]
    [InlineData("http://app.localhost:8080/", "loopback")]
    [InlineData("http://ｌｏｃａｌｈｏｓｔ/", "loopback")]
    [InlineData("http://loc\u00adalhost/", "loopback")]
    [InlineData("http://ip6-localhost/", "loopback")]
    [InlineData("http://①②⑦.⓪.⓪.①/", "as a number")]
    [InlineData("http://127。0。0。1/", "as a number")]
    [InlineData("http://127.0.0.1./", "as a number")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/", "metadata")]
    [InlineData("http://metadata/", "without a domain")]
    [InlineData("http://printer.local/", "local network")]
    [InlineData("http://router.home.arpa/", "home network")]
    [InlineData("http://intranet.corp/", "local network")]
    [InlineData("http://10.0.0.1.nip.io/", "whatever address it spells")]
    [InlineData("http://localtest.me/", "whatever address it spells")]
    [InlineData("http://example.onion/", "Tor")]
    [InlineData("http://example.org:22/", "port 22")]
    [InlineData("http://example.org:0/", "port 0")]
    [InlineData("https://example.org:6667/", "port 6667")]
    [InlineData("http://@example.org/", "user name")]
    public void An_address_that_is_not_public_is_refused_in_words(string address, string because)
    {
        var refusal = AddressGuard.Refusal(new Uri(address));

        Assert.Contains(because, refusal, StringComparison.Ordinal);
        ReasonsTests.Told(Failures.Refused(new Uri("https://example.org/"), $"it {refusal}").Reason);
    }

    [Theory]
    [InlineData("https://example.org/feed.xml")]
    [InlineData("http://example.org:8080/")]
    [InlineData("https://éducation.example/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("http://[2606:4700::1111]/")]
    [InlineData("http://[64:ff9b::808:808]/")]
    [InlineData("https://3.example/")]
    [InlineData("https://example.org./feed")]
    [InlineData("https://bücher.example:8443/a b?c=@d")]
    [InlineData("https://localhost.example.org/")]
    [InlineData("https://mylocal.example/internal.local")]
    [InlineData("http://172.32.0.1/")]
    [InlineData("http://100.128.0.1/")]
    public void A_public_address_may_be_fetched(string address) => Assert.Null(AddressGuard.Refusal(new Uri(address)));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("example.org/feed", "whole address")]
    [InlineData("//example.org/feed", "whole address")]
    [InlineData("/etc/passwd", "whole address")]
    [InlineData("localhost:8080/feed", "only http and https")]
    [InlineData("http://[::1", "cannot be read")]
    [InlineData("http://example.org:99999/", "cannot be read")]
    [InlineData("http:///etc/passwd", "")]
    [InlineData("http:example.org/", "")]
    [InlineData("http://example.org\\@127.0.0.1/", "")]
    [InlineData("http://127.0.0.1\\.example.org/", "")]
    [InlineData("http:\\\\127.0.0.1\\", "")]
    [InlineData("http://exam\nple.org/", "")]
    [InlineData("gopher://127.0.0.1:25/", "only http and https")]
    [InlineData("HTTPS://127.0.0.1/", "loopback")]
    public void Text_that_is_no_public_address_is_refused_in_words(string text, string because)
    {
        var refusal = AddressGuard.Refusal(text);

        Assert.NotNull(refusal);
        Assert.Contains(because, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_way_to_write_a_private_IPv4_address_is_refused() =>
        Gen.Select(Gen.OneOf(new[] { 0x7f000001u, 0x0a010203u, 0xc0a80001u, 0xa9fea9feu, 0xac100001u, 0x64400001u }.Select(ip => Gen.Const(ip)).ToArray()), Gen.Int[0, 9]).Sample((ip, way) =>
        {
            var (a, b, c, d) = (ip >> 24, (ip >> 16) & 255, (ip >> 8) & 255, ip & 255);
            var host = way switch
            {
                0 => $"{ip}",
                1 => $"0x{ip:x8}",
                2 => $"0{Convert.ToString(ip, 8)}",
                3 => $"{a}.{ip & 0xffffff}",
                4 => $"{a}.{b}.{ip & 0xffff}",
                5 => $"0x{a:x}.0{Convert.ToString(b, 8)}.{c}.{d}",
                6 => $"[::ffff:{a}.{b}.{c}.{d}]",
                7 => $"[64:ff9b::{ip >> 16:x}:{ip & 0xffff:x}]",
                8 => $"[2002:{ip >> 16:x}:{ip & 0xffff:x}::1]",
                _ => $"[::{a}.{b}.{c}.{d}]",
            };
            return AddressGuard.Refusal($"http://{host}/") is not null;
        });

    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("http://127.0.0.1:7071/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    public void Loopback_may_be_allowed_for_the_demo(string address) => Assert.Null(AddressGuard.Refusal(new Uri(address), allowLoopback: true));

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://2130706433/")]
    public void Allowing_loopback_allows_nothing_else(string address) => Assert.NotNull(AddressGuard.Refusal(new Uri(address), allowLoopback: true));

    [Fact]
    public void Every_IPv4_address_is_judged_the_same_when_mapped_into_IPv6() =>
        Gen.Byte.Array[4].Sample(bytes =>
        {
            var ip = new IPAddress(bytes);
            Assert.Equal(AddressGuard.Refusal(ip), AddressGuard.Refusal(ip.MapToIPv6()));
        });

    [Theory]
    [InlineData("http://xn--/")]
    [InlineData("http://xn--a/")]
    [InlineData("http://a..b/")]
    [InlineData("http://-/")]
    [InlineData("http://exa\u00admple.org/")]
    [InlineData("http://\u2488/")]
    [InlineData("http://a_b.example/")]
    [InlineData("http://%31%32%37.0.0.1/")]
    [InlineData("http://[::1%25lo]/")]
    [InlineData("http://ａ.example/")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/")]
    public void An_odd_host_is_judged_without_failing(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri)) _ = AddressGuard.Refusal(uri);
    }

    [Fact]
    public void Any_text_that_passes_for_an_address_is_judged_without_failing() =>
        Gen.Select(Gen.String[0, 12], Gen.OneOf("0123456789abcdefx.:%[]@-\u00e9\u3002\uff11\u2488/".Select(c => Gen.Const(c)).ToArray()).Array[0, 20].Select(cs => new string(cs))).Sample((noise, host) =>
        {
            foreach (var text in new[] { $"http://{host}{noise}", $"http://{noise}.{host}/", $"http://{host}" })
            {
                if (Uri.TryCreate(text, UriKind.Absolute, out var uri)) _ = AddressGuard.Refusal(uri);
            }
        });

    [Fact]
    public void Only_the_global_part_of_IPv6_is_ever_allowed() =>
        Gen.Byte.Array[16].Sample(bytes =>
        {
            var ip = new IPAddress(bytes);
            if (AddressGuard.Refusal(ip) is null) Assert.True(bytes[0] >> 5 == 1 || ip.IsIPv4MappedToIPv6 || bytes[0] == 0);
        });
}
