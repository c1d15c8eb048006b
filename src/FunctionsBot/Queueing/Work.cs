using System.Diagnostics;

namespace FunctionsBot.Queueing;

/// <summary>
/// What queue messages say: a versioned tag, then keys, separated by spaces. Keys, not bodies, so that a message stays
/// small and never stale; a tag of its own, so that renaming a class strands nothing.
/// </summary>
/// <param name="Tag">Such as <see cref="Read"/>.</param>
/// <param name="Keys">What to work on.</param>
public sealed record Work(string Tag, IReadOnlyList<string> Keys)
{
    /// <summary>Stands before the trace at a message's end: no key begins with it.</summary>
    private const char TraceMark = '@';

    /// <summary>The trace in which it was asked for, in the notation of W3C Trace Context; null where nobody listens, and in messages from before there were traces.</summary>
    public string? Trace { get; init; } = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Source.Name: Telemetry.Signals.Name } current ? current.Id : null;

    /// <summary>Queue of polls.</summary>
    public const string PollQueue = "poll";

    /// <summary>Queue of entries to read and digests to compose.</summary>
    public const string ProcessQueue = "process";

    /// <summary>Queue of deliveries.</summary>
    public const string DeliverQueue = "deliver";

    /// <summary>Poll these sources at once: shard, then source ids.</summary>
    public const string Poll = "poll.1";

    /// <summary>Poll these sources if they are still claimed: shard, the moment the claim ends, then source ids. Delivered twice, it polls once.</summary>
    public const string PollClaimed = "poll.2";

    /// <summary>Read an entry: source id, entry key, and the UTC day it was first asked for.</summary>
    public const string Read = "read.1";

    /// <summary>Compose a digest: destination id.</summary>
    public const string Digest = "digest.1";

    /// <summary>Deliver: destination id, delivery id, and the UTC day it was first asked for.</summary>
    public const string Deliver = "deliver.1";

    /// <summary>Carry out an admin's change of stories: story id, edit id, and the UTC day it was asked for.</summary>
    public const string Edit = "edit.1";

    /// <summary>Look at an alert that stands in a chat, and write it anew: story id, destination id, and the UTC day it was asked for.</summary>
    public const string Renew = "renew.1";

    /// <summary>Every queue.</summary>
    public static IReadOnlyList<string> Queues { get; } = [PollQueue, ProcessQueue, DeliverQueue];

    /// <summary>The message's text.</summary>
    public override string ToString() => string.Join(' ', [Tag, .. Keys, .. Trace is null ? (string[])[] : [TraceMark + Trace]]);

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">No version of the bot wrote this.</exception>
    public static Work Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var trace = words is [_, .., var last] && last[0] == TraceMark ? last[1..] : null;
        words = trace is null ? words : words[..^1];
        var least = words is [var tag, ..] ? Least(tag) : 0;
        return least > 0 && words.Length > least
            ? new Work(words[0], words[1..]) { Trace = trace }
            : throw new FormatException($"The message \"{(text.Length > 100 ? text[..100] + "…" : text)}\" is none this version understands.");
    }

    private static int Least(string tag) => tag switch
    {
        Read or Deliver or PollClaimed or Edit or Renew => 3,
        Poll => 2,
        Digest => 1,
        _ => 0,
    };
}
