namespace FunctionsBot.Delivery;

/// <summary>
/// When the next message may go to a chat. Telegram's limits are a message a second to one chat, twenty a minute to a group and thirty a
/// second in all (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). They are kept exactly: no window of that
/// length ever holds more. Safe for use by many threads.
/// </summary>
/// <param name="clock">Tells the time.</param>
public sealed class Pacer(TimeProvider clock)
{
    /// <summary>Between two messages to one chat.</summary>
    public static readonly TimeSpan ChatPause = TimeSpan.FromSeconds(1);

    /// <summary>Messages to a group in <see cref="GroupWindow"/>.</summary>
    public const int GroupMost = 20;

    /// <summary>The time in which a group takes <see cref="GroupMost"/> messages.</summary>
    public static readonly TimeSpan GroupWindow = TimeSpan.FromMinutes(1);

    /// <summary>Messages in all in <see cref="Window"/>.</summary>
    public const int Most = 30;

    /// <summary>The time in which <see cref="Most"/> messages may go out.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>Chats remembered before those that no limit holds any more are forgotten.</summary>
    private const int MostChats = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<TimeSpan>> _chats = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _all = [];

    // Not the time of day: a clock that is set back must not keep chats waiting until it is that time again.
    private readonly long _start = clock.GetTimestamp();

    /// <summary>A wait longer than this is not waited out while a worker is held.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(3);

    /// <summary>Waits for a message's turn, if that comes within seconds.</summary>
    /// <returns>Zero when it may go now; else how long it would have to wait.</returns>
    public async Task<TimeSpan> Turn(string chat, CancellationToken cancel)
    {
        if (!TryTake(chat, LongestTurn, out var wait))
        {
            return wait;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancel);
        }

        return TimeSpan.Zero;
    }

    /// <summary>How long until the next message may go to a chat; zero for now. Nothing is taken.</summary>
    /// <param name="chat">The chat's id or name; topics of a chat count as the chat.</param>
    public TimeSpan Wait(string chat)
    {
        lock (_gate)
        {
            var now = clock.GetElapsedTime(_start);
            return Next(chat, now) - now;
        }
    }

    /// <summary>The chat of an address, <c>chat</c> or <c>chat/topic</c>.</summary>
    public static string ChatOf(string address) => address.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? address[..slash] : address;

    /// <summary>Takes the next place, if it comes within <paramref name="most"/>.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="most">The longest wait worth taking a place for.</param>
    /// <param name="wait">How long until the place; it is the message's from now on if it was taken.</param>
    /// <returns>Whether it was taken.</returns>
    public bool TryTake(string chat, TimeSpan most, out TimeSpan wait)
    {
        lock (_gate)
        {
            var now = clock.GetElapsedTime(_start);
            var at = Next(chat, now);
            wait = at - now;
            if (wait > most)
            {
                return false;
            }

            Forget(now);
            var sent = _chats.TryGetValue(chat, out var known) ? known : _chats[chat] = [];
            if (sent.Count == GroupMost)
            {
                sent.Dequeue();
            }

            sent.Enqueue(at);
            var place = _all.BinarySearch(at);
            _all.Insert(place < 0 ? ~place : place, at);
            return true;
        }
    }

    private TimeSpan Next(string chat, TimeSpan now)
    {
        var at = now;
        if (_chats.TryGetValue(chat, out var sent) && sent.Count > 0)
        {
            at = Later(at, sent.Last() + ChatPause);
            at = IsGroup(chat) && sent.Count == GroupMost ? Later(at, sent.Peek() + GroupWindow) : at;
        }

        return Free(at);
    }

    /// <summary>
    /// The first moment from <paramref name="at"/> on that makes no window of a second hold more than thirty. Places are taken out of order, one chat's
    /// for in two seconds before another's for now, so both the window that ends there and those that begin before it count.
    /// </summary>
    private TimeSpan Free(TimeSpan at)
    {
        for (var first = 0; first + Most <= _all.Count; first++)
        {
            // With this one within a second of thirty others, it has to wait until the first of them is a second ago.
            if (_all[first + Most - 1] - _all[first] < Window && at > _all[first + Most - 1] - Window && at < _all[first] + Window)
            {
                at = _all[first] + Window;
            }
        }

        return at;
    }

    private void Forget(TimeSpan now)
    {
        _all.RemoveAll(place => place + Window < now);
        if (_chats.Count < MostChats)
        {
            return;
        }

        foreach (var chat in _chats.Where(c => c.Value.Count == 0 || c.Value.Last() + GroupWindow < now).Select(c => c.Key).ToList())
        {
            _chats.Remove(chat);
        }
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    // The ids of groups and channels are negative; a public one may be named instead (https://core.telegram.org/bots/api#chat).
    private static bool IsGroup(string chat) => chat is ['-' or '@', ..];
}
