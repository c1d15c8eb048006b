using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>Why a destination is told of a story.</summary>
/// <param name="Watchlist">What it follows.</param>
/// <param name="Words">The words that matched, as they stand in the text; none where the watchlist takes every relevant story.</param>
public sealed record Reason(Watchlist Watchlist, IReadOnlyList<string> Words);

/// <summary>A story in a digest.</summary>
/// <param name="Story">The story.</param>
/// <param name="Why">Every watchlist of the destination that found it: it is printed once all the same.</param>
public sealed record DigestStory(Story Story, IReadOnlyList<Reason> Why);

/// <summary>A source that has been failing.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Since">Since when without a success between.</param>
public sealed record FailingSource(string Name, DateTimeOffset Since);

/// <summary>How much of what should be read was read: the proof that "nothing new" means "all checked".</summary>
/// <param name="Sources">Sources that are polled.</param>
/// <param name="Checked">Those that answered with something readable in the period.</param>
/// <param name="Failing">Those that did not, longest first.</param>
public sealed record Coverage(int Sources, int Checked, IReadOnlyList<FailingSource> Failing);

/// <summary>What a digest is made of.</summary>
/// <param name="Destination">Whose: its channel, language, time zone and rhythm decide the form.</param>
/// <param name="From">Start of the period.</param>
/// <param name="To">End of the period; dates from this day on count as ahead.</param>
/// <param name="Stories">Not told to this destination before; in any order.</param>
/// <param name="Coverage">How well the period was covered.</param>
/// <param name="SiteUrl">The site's own address.</param>
public sealed record DigestInput(
    Destination Destination,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<DigestStory> Stories,
    Coverage Coverage,
    Uri SiteUrl)
{
    /// <summary>Stories told before whose dates may still be ahead.</summary>
    public IReadOnlyList<Story> Upcoming { get; init; } = [];

    /// <summary>Where the subscription ends; every email must have it.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Stories that were told in the period as they came.</summary>
    public int ToldAtOnce { get; init; }

    /// <summary>Says "nothing new" where there is nothing, with the coverage; else nothing is sent.</summary>
    public bool EvenIfEmpty { get; init; }
}
