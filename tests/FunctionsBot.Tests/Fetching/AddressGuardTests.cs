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
    public void An_address_that_is_not_public_is_refused_in_words(string address, string because)
    {
        var refusal = AddressGuard.Refusal(new Uri(address));

        Assert.Contains(because, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/feed.xml")]
    [InlineData("http://example.org:8080/")]
    [InlineData("https://éducation.example/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("http://[2606:4700::1111]/")]
    [InlineData("http://[64:ff9b::808:808]/")]
    [InlineData("https://3.example/")]
    [InlineData("http://172.32.0.1/")]
    [InlineData("http://100.128.0.1/")]
    public void A_public_address_may_be_fetched(string address) => Assert.Null(AddressGuard.Refusal(new Uri(address)));

    [Theory]
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

    [Fact]
    public void Only_the_global_part_of_IPv6_is_ever_allowed() =>
        Gen.Byte.Array[16].Sample(bytes =>
        {
            var ip = new IPAddress(bytes);
            if (AddressGuard.Refusal(ip) is null) Assert.True(bytes[0] >> 5 == 1 || ip.IsIPv4MappedToIPv6 || bytes[0] == 0);
        });
}
