using CsCheck;
using FunctionsBot.Delivery;
using FunctionsBot.Tests.EndToEnd;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsBot.Tests.Delivery;

/// <summary>Telegram's limits on a clock that only tests move: kept exactly, and used up.</summary>
public sealed class PacerTests
{
    private static readonly TimeSpan AnyWait = TimeSpan.FromDays(1);

    [Fact]
    public void Thirty_go_out_in_a_second_and_the_next_when_the_first_is_a_second_ago()
    {
        var pacer = new Pacer(new FakeTimeProvider());

        var waits = Enumerable.Range(1, 95).Select(chat => Take(pacer, $"{chat}")).ToList();

        Assert.Equal([.. Enumerable.Repeat(0.0, 30), .. Enumerable.Repeat(1.0, 30), .. Enumerable.Repeat(2.0, 30), .. Enumerable.Repeat(3.0, 5)], waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public void One_chat_takes_a_message_a_second()
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(clock);

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => Take(pacer, "5").TotalSeconds));
        clock.Advance(TimeSpan.FromSeconds(2.4));
        Assert.Equal(0.6, pacer.Wait("5").TotalSeconds, 3);
        clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(TimeSpan.Zero, pacer.Wait("5"));
    }

    [Fact]
    public void A_group_takes_twenty_a_minute_and_its_topics_count_together()
    {
        var pacer = new Pacer(new FakeTimeProvider());

        var waits = Enumerable.Range(0, 41).Select(_ => Take(pacer, Pacer.ChatOf("-100123/7")).TotalSeconds).ToList();

        Assert.Equal([.. Enumerable.Range(0, 20), .. Enumerable.Range(60, 20), 120], waits);
        Assert.Equal(121, pacer.Wait(Pacer.ChatOf("-100123")).TotalSeconds);
    }

    [Fact]
    public void A_place_that_is_too_far_away_is_not_taken()
    {
        var pacer = new Pacer(new FakeTimeProvider());
        Take(pacer, "5");

        Assert.False(pacer.TryTake("5", TimeSpan.FromSeconds(0.5), out var wait));

        Assert.Equal(1, wait.TotalSeconds);
        Assert.Equal(1, pacer.Wait("5").TotalSeconds);
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_waiting()
    {
        var clock = new ImpatientClock(new DateTimeOffset(2026, 10, 25, 3, 0, 0, TimeSpan.Zero));
        var pacer = new Pacer(clock);
        Take(pacer, "5");

        clock.SetBack(TimeSpan.FromHours(3));

        Assert.Equal(1, pacer.Wait("5").TotalSeconds, 3);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, pacer.Wait("5"));
    }

    [Fact]
    public void No_limit_is_ever_passed_whoever_sends_what_when() => Gen.Select(Gen.Int[-6, 6], Gen.Int[0, 700]).Array[1, 250].Sample(sends =>
    {
        var clock = new FakeTimeProvider();
        var pacer = new Pacer(clock);
        var sent = new List<(string Chat, DateTimeOffset At)>();
        foreach (var (chat, pause) in sends)
        {
            clock.Advance(TimeSpan.FromMilliseconds(pause % 7 == 0 ? pause : pause / 100));
            sent.Add(($"{chat}", clock.GetUtcNow() + Take(pacer, $"{chat}")));
        }

        Within(sent.Select(s => s.At), TimeSpan.FromSeconds(1), 30);
        foreach (var chat in sent.GroupBy(s => s.Chat))
        {
            Within(chat.Select(s => s.At), TimeSpan.FromSeconds(1), 1);
            Within(chat.Select(s => s.At), TimeSpan.FromMinutes(1), chat.Key[0] == '-' ? 20 : 60);
        }
    }, iter: 300);

    private static TimeSpan Take(Pacer pacer, string chat)
    {
        Assert.True(pacer.TryTake(chat, AnyWait, out var wait));
        return wait;
    }

    /// <summary>No window holds more: of any that many and one, the last is at least a window after the first.</summary>
    private static void Within(IEnumerable<DateTimeOffset> moments, TimeSpan window, int most)
    {
        var sorted = moments.Order().ToList();
        for (var i = most; i < sorted.Count; i++)
        {
            Assert.True(sorted[i] - sorted[i - most] >= window, $"{most + 1} within {sorted[i] - sorted[i - most]}");
        }
    }
}
