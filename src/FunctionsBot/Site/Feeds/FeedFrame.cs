using FunctionsBot.Domain;

namespace FunctionsBot.Site.Feeds;

/// <summary>What a feed says of itself.</summary>
/// <param name="Site">The site's own address.</param>
/// <param name="Self">The feed's own address.</param>
/// <param name="Home">The page it goes with.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Subtitle">What it holds.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Updated">When it last changed.</param>
internal sealed record FeedFrame(Uri Site, Uri Self, Uri Home, string Title, string Subtitle, string Language, DateTimeOffset Updated)
{
    private const int MostNewsrooms = 10;

    /// <summary>Who has texts of their own in a story.</summary>
    public IEnumerable<string> Newsrooms(Story story) => story.Members
        .Where(m => m.Role != ItemRole.Copy)
        .Select(m => PlainXml.Line(m.Newsroom))
        .Where(n => n.Length > 0)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Take(MostNewsrooms);
}
