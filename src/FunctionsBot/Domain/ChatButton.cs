namespace FunctionsBot.Domain;

/// <summary>What a button in a chat asks for.</summary>
public enum ChatVerb
{
    /// <summary>Why a story was told.</summary>
    Why,

    /// <summary>No more of a story for seven days.</summary>
    Mute,

    /// <summary>A story's dates as a calendar file.</summary>
    Calendar,

    /// <summary>A story into the chat's reading list.</summary>
    Save,

    /// <summary>A story out of it.</summary>
    Unsave,

    /// <summary>Follow a watchlist, named by the hash of its id.</summary>
    Follow,

    /// <summary>No longer follow it.</summary>
    Unfollow,

    /// <summary>Admins: let a chat in, named by its destination's id.</summary>
    Admit,

    /// <summary>Admins: turn it away.</summary>
    Refuse,
}

/// <summary>What a button hands back when it is pressed: <c>why.1 STORY</c>. The number is the version of what follows it.</summary>
/// <param name="Verb">What is asked.</param>
/// <param name="Key">Of what: a story's id, a destination's, or the hash of a watchlist's.</param>
public sealed record ChatButton(ChatVerb Verb, string Key)
{
    /// <summary>The most that Telegram hands back, in bytes: https://core.telegram.org/bots/api#inlinekeyboardbutton</summary>
    public const int Longest = 64;

    private const string Version = ".1";

    /// <summary>What Telegram hands back; within <see cref="Longest"/> for every id the bot makes.</summary>
    public override string ToString() => $"{Name(Verb)}{Version} {Key}";

    /// <summary>Reads what a button handed back; null for anything else, whoever made it.</summary>
    public static ChatButton? Read(string? data)
    {
        if (data is not { Length: <= Longest } || data.Split(' ') is not [var tag, { Length: > 0 } key])
        {
            return null;
        }

        foreach (var verb in Enum.GetValues<ChatVerb>())
        {
            if (tag == Name(verb) + Version)
            {
                return new ChatButton(verb, key);
            }
        }

        return null;
    }

    private static string Name(ChatVerb verb) => verb switch
    {
        ChatVerb.Why => "why",
        ChatVerb.Mute => "mute",
        ChatVerb.Calendar => "dates",
        ChatVerb.Save => "save",
        ChatVerb.Unsave => "unsave",
        ChatVerb.Follow => "follow",
        ChatVerb.Unfollow => "unfollow",
        ChatVerb.Admit => "admit",
        ChatVerb.Refuse => "refuse",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "No button has this verb."),
    };
}
