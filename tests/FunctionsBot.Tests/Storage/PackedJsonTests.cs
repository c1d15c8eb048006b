using CsCheck;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Storage;

public sealed class PackedJsonTests
{
    [Fact]
    public void Any_text_comes_back_as_it_was() => Gen.Select(Gen.String, Gen.Int[1, 3_000], (text, times) => string.Concat(Enumerable.Repeat(text, times)))
        .Where(text => !text.Any(char.IsSurrogate))
        .Sample(text => PackedJson.Unpack("p", "r", PackedJson.Pack(text)) == text, iter: 300);

    [Fact]
    public void The_longest_document_comes_back_as_it_was()
    {
        var text = new string('開', TableLimits.JsonLength);

        Assert.Equal(text, PackedJson.Unpack("p", "r", PackedJson.Pack(text)));
    }

    [Fact]
    public void Damaged_bytes_are_told_with_their_row()
    {
        var packed = PackedJson.Pack(new string('x', 5_000));

        foreach (var damaged in (byte[][])[[], packed[..^3], [.. packed.Select(b => (byte)~b)]])
        {
            var e = Assert.Throws<StoreException>(() => PackedJson.Unpack("day", "item", damaged));
            Assert.Contains("day/item is damaged", e.Message, StringComparison.Ordinal);
        }
    }
}
