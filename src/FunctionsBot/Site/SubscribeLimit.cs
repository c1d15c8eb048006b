namespace FunctionsBot.Site;

/// <summary>
/// How many confirmation mails the form may cause. Counted in this instance's memory: with n instances the limits are n times as
/// high, which still keeps the form from being used to flood somebody's mailbox.
/// </summary>
internal sealed class SubscribeLimit(TimeProvider clock)
{
    /// <summary>For one address within <see cref="Window"/>.</summary>
    public const int PerAddress = 3;

    /// <summary>For all addresses together within <see cref="Window"/>.</summary>
    public const int Overall = 200;

    /// <summary>The time in which mails are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, string Id)> _recent = new();
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Counts one; says whether it is within the limits. What is over them is not counted.</summary>
    public LimitAnswer Take(string destinationId)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            while (_recent.TryPeek(out var oldest) && oldest.At + Window <= now)
            {
                _recent.Dequeue();
                if (--_counts[oldest.Id] == 0)
                {
                    _counts.Remove(oldest.Id);
                }
            }

            var count = _counts.GetValueOrDefault(destinationId);
            if (count >= PerAddress)
            {
                return LimitAnswer.AddressFull;
            }

            if (_recent.Count >= Overall)
            {
                return LimitAnswer.AllFull;
            }

            _counts[destinationId] = count + 1;
            _recent.Enqueue((now, destinationId));
            return LimitAnswer.Within;
        }
    }
}

/// <summary>What a limit says.</summary>
internal enum LimitAnswer
{
    /// <summary>Go on.</summary>
    Within,

    /// <summary>This address has had its share; whoever asks must not learn that it is known.</summary>
    AddressFull,

    /// <summary>The form as a whole is used too much.</summary>
    AllFull,
}
