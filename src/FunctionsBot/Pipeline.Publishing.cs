using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;

namespace FunctionsBot;

/// <content>What everyone can read of a story besides its page: its appointments, and the word that its feeds have changed.</content>
public sealed partial class Pipeline
{
    private readonly AgendaLedger agendas = new(tables);
    private readonly Stamps stamps = new(tables.Documents);

    /// <summary>After a story was written. Texts only add dates, so that a story without any needs no look at what it had before.</summary>
    private async Task Publish(Story story, CancellationToken cancel)
    {
        if (story.Facts.Dates.Count > 0)
        {
            await agendas.Keep(story, clock.GetUtcNow(), cancel);
        }

        await Touch([story], cancel);
    }

    /// <summary>After an admin's change: what one story lost the other may have.</summary>
    private async Task PublishEdit(StoryEdit edit, CancellationToken cancel)
    {
        List<Story> changed = [];
        // The one that was merged first: it hands its appointments over before the other is brought up to date.
        foreach (var id in new[] { edit.OtherId, edit.StoryId })
        {
            if (await tables.Stories.Get(Keys.DayOf(id), id, cancel) is { Value: var story })
            {
                await agendas.Keep(story, clock.GetUtcNow(), cancel);
                await letters.HandOver(story, clock.GetUtcNow(), cancel);
                changed.Add(story);
            }
        }

        await Touch(changed, cancel);
    }

    private Task Touch(IEnumerable<Story> changed, CancellationToken cancel) => stamps.Touch(
        [Stamps.Everything, .. changed.SelectMany(s => s.Matches.Keys).Select(Stamps.Watchlist)], clock.GetUtcNow(), cancel);
}
