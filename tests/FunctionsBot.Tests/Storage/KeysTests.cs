using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Storage;

public sealed class KeysTests
{
    [Fact]
    public void The_day_of_an_item_is_known_from_its_id()
    {
        var seen = new DateTimeOffset(2026, 3, 17, 0, 30, 0, TimeSpan.FromHours(1));

        Assert.Equal("20260316", Keys.DayOf(Keys.ItemId("source", "entry", seen)));
    }
}
