using System.Text;

namespace FunctionsBot.Queueing;

/// <summary>
/// What both queues refuse, so that nothing works on one and fails on the other.
/// Source: https://learn.microsoft.com/rest/api/storageservices/put-message, get-messages
/// </summary>
internal static class QueueLimits
{
    /// <summary>Bytes of a message: 64 KiB as base64.</summary>
    public const int TextBytes = 48 * 1024;

    /// <summary>The longest delay or lease.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static void CheckName(string name)
    {
        if (name is not { Length: >= 3 and <= 63 } || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"\"{name}\" is no queue name: 3 to 63 lower-case letters, digits and single hyphens.", nameof(name));
        }
    }

    public static void CheckTexts(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            if (bytes is 0 or > TextBytes)
            {
                throw new ArgumentException($"A message has 1 to {TextBytes} bytes of UTF-8; this one has {bytes}: send a key instead of a body.", nameof(texts));
            }
        }
    }

    public static void CheckDelay(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero || delay > Longest)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "A message is delayed by up to seven days.");
        }
    }

    public static void CheckTake(int most, TimeSpan lease)
    {
        if (most is < 1 or > 32)
        {
            throw new ArgumentOutOfRangeException(nameof(most), most, "One to 32 messages are taken at a time.");
        }

        if (lease < TimeSpan.FromSeconds(1) || lease > Longest)
        {
            throw new ArgumentOutOfRangeException(nameof(lease), lease, "A lease lasts from one second to seven days.");
        }
    }
}
