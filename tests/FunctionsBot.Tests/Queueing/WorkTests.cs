using CsCheck;
using FunctionsBot.Queueing;

namespace FunctionsBot.Tests.Queueing;

public sealed class WorkTests
{
    [Theory]
    [InlineData("read.1 source entry 20260317")]
    [InlineData("poll.1 02 one two three")]
    [InlineData("digest.1 chat-desk")]
    [InlineData("deliver.1 chat-desk alert-20260317-aa 20260317")]
    public void A_message_is_read_as_it_was_written(string text) => Assert.Equal(text, Work.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("read.1")]
    [InlineData("read.1 source entry")]
    [InlineData("read.2 source entry 20260317")]
    public void A_message_of_no_known_version_is_refused_with_its_text(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => Work.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_is_too_odd_to_be_refused_in_words() => Gen.String.Sample(text =>
    {
        try
        {
            return Work.Parse(text).Keys.Count > 0;
        }
        catch (FormatException e)
        {
            return e.Message.Length < 300;
        }
    });
}
