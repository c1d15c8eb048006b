using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot;

/// <content>Open letters followed: what texts tell of them, and what their own pages show.</content>
public sealed partial class Pipeline
{
    private readonly LetterLedger letters = new(tables);

    /// <summary>Notes what an item tells of its story's letter; nothing where it is none.</summary>
    private Task Follow(Story story, ReadItem item, CancellationToken cancel) =>
        LetterLedger.IsLetter(story) && item.Facts.Letters.Count > 0 ? letters.Tell(story, item, clock.GetUtcNow(), cancel) : Task.CompletedTask;

    /// <summary>Notes who stands under a letter on its own page, and who no more.</summary>
    private Task See(Source source, Listing listing, CancellationToken cancel) => listing.Signatures is { } signatures
        ? letters.See(source, signatures, () => LetterOn(source, listing, cancel), clock.GetUtcNow(), cancel)
        : Task.CompletedTask;

    /// <summary>The story that the page itself is in: the last entry it lists is the page, those before are its changes.</summary>
    private async Task<Story?> LetterOn(Source source, Listing listing, CancellationToken cancel)
    {
        if (listing.Entries.Count == 0 || await tables.Entries.Get(source.Id, listing.Entries[^1].Key, cancel) is not { Value: var entry })
        {
            return null;
        }

        var id = Keys.ItemId(source.Id, entry.Key, entry.Seen);
        return (await tables.Items.Get(Keys.DayOf(id), id, cancel))?.Value.StoryId is { } storyId && (await stories.Read(storyId, cancel))?.Value is { } story && LetterLedger.IsLetter(story)
            ? story
            : null;
    }
}
