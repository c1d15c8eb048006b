using System.Text;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Extraction;

public sealed class CharsetTests
{
    private const string Words = "<p>L’été à l’Élysée : « œuvre » et 5 €</p>";
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Fact]
    public void A_byte_order_mark_wins_over_what_the_server_says()
    {
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Words)];

        Assert.Equal(Words, Charsets.Decode(utf16, "iso-8859-1"));
        Assert.Equal(Words, Charsets.Decode([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Words)], "windows-1252"));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("ISO-8859-1")]
    [InlineData("latin1")]
    public void Latin_1_means_windows_1252_on_the_web(string charset) => Assert.Equal(Words, Charsets.Decode(Western.GetBytes(Words), charset));

    [Theory]
    [InlineData("<meta charset=windows-1252>")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>")]
    [InlineData("<?xml version='1.0' encoding='x'?><meta charset = \"windows-1252\">")]
    public void The_page_declares_its_charset_where_the_server_does_not(string meta) => Assert.Equal(meta + Words, Charsets.Decode(Western.GetBytes(meta + Words), null));

    [Fact]
    public void Undeclared_bytes_are_utf_8_where_they_can_be_and_western_where_not()
    {
        Assert.Equal(Words, Charsets.Decode(Encoding.UTF8.GetBytes(Words), null));
        Assert.Equal(Words, Charsets.Decode(Western.GetBytes(Words), null));
    }

    [Fact]
    public void Utf_8_declared_as_something_else_is_still_read_right() => Assert.Equal(Words, Charsets.Decode(Encoding.UTF8.GetBytes(Words), "iso-8859-1"));

    [Fact]
    public void Western_bytes_declared_as_utf_8_are_still_read_right() => Assert.Equal(Words, Charsets.Decode(Western.GetBytes(Words), "utf-8"));

    [Fact]
    public void One_broken_byte_does_not_turn_a_utf_8_page_into_something_else()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(Words + Words), 0xE9, .. Encoding.UTF8.GetBytes(Words)];

        Assert.Equal(Words + Words + "\uFFFD" + Words, Charsets.Decode(body, "utf-8"));
    }

    [Fact]
    public void Cyrillic_and_japanese_charsets_are_known()
    {
        var provider = CodePagesEncodingProvider.Instance;

        Assert.Equal("Привет", Charsets.Decode(provider.GetEncoding("windows-1251")!.GetBytes("Привет"), "windows-1251"));
        Assert.Equal("こんにちは", Charsets.Decode(provider.GetEncoding("shift_jis")!.GetBytes("こんにちは"), "Shift_JIS"));
    }
}
