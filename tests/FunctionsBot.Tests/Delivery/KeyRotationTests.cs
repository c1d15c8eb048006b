using System.Buffers.Text;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Storage;

namespace FunctionsBot.Tests.Delivery;

public sealed class KeyRotationTests
{
    private static readonly Uri Site = new("https://monitor.example/");
    private static readonly string One = new('1', 32), Two = new('2', 32), Three = new('3', 32);
    private readonly Tables tables = MemoryTable.Open(out _);

    private static Destination Reader { get; } = new("mail-1", ChannelKind.Email, "a@example.org", "en", "Etc/UTC", new DigestSchedule(DigestRhythm.Weekly, default));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_link_signed_with_a_former_key_still_works_and_new_links_are_signed_with_the_new_key()
    {
        var before = Token(Links(One));
        var rotated = Links($"{Two} {One}");

        Assert.Equal("mail-1", rotated.Unsubscribed(before));
        Assert.NotEqual(before, Token(rotated));
        Assert.Equal("mail-1", rotated.Unsubscribed(Token(rotated)));
        Assert.Equal("mail-1", Links($"{Three} {Two} {One}").Unsubscribed(Token(rotated)));
        Assert.Null(Links(Three).Unsubscribed(before));
        Assert.Null(Links(One).Unsubscribed(Token(rotated)));
    }

    [Fact]
    public void A_link_from_before_keys_had_ids_still_works()
    {
        var old = $"mail-1.{Base64Url.EncodeToString(new SigningKey(tables, One).Sign("unsubscribe", "mail-1"))}";

        Assert.Equal("mail-1", Links(One).Unsubscribed(old));
        Assert.Equal("mail-1", Links($"{Two} {One}").Unsubscribed(old));
        Assert.Null(Links(One).Confirmed(old));
    }

    [Fact]
    public async Task A_key_kept_in_the_store_is_rotated_without_breaking_links()
    {
        var before = Token(Links(null));

        Assert.Equal(2, await SigningKeys.Rotate(tables, Stop));

        Assert.Equal("mail-1", Links(null).Unsubscribed(before));
        Assert.NotEqual(before, Token(Links(null)));
        Assert.Equal(3, await SigningKeys.Rotate(tables, Stop));
        Assert.Equal("mail-1", Links(null).Unsubscribed(before));
    }

    [Fact]
    public void A_key_that_is_set_later_takes_over_from_the_one_in_the_store()
    {
        var before = Token(Links(null));

        Assert.Equal("mail-1", Links(One).Unsubscribed(before));
        Assert.NotEqual(before, Token(Links(One)));
    }

    [Fact]
    public async Task A_subscriber_keeps_one_id_whatever_is_rotated()
    {
        Assert.Equal(Id(One), Id($"{Two} {One}"));
        var stored = Id(null);
        await SigningKeys.Rotate(tables, Stop);
        Assert.Equal(stored, Id(null));
        Assert.Equal(stored, Id(Three));

        string Id(string? keys) => new DestinationIds(new SigningKey(tables, keys)).Mail("a@example.org");
    }

    private SignedLinks Links(string? keys) => new(tables, keys, Site);

    private static string Token(SignedLinks links) => links.Unsubscribe(Reader).Query["?token=".Length..];
}
