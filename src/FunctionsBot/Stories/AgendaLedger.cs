using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>
/// Keeps the appointments of stories: a row for each story that remembers every one it ever had, and one for each appointment by its day, which
/// calendars read. The days are written first, then the story's row: a crash between has the same step done again from the same memory.
/// </summary>
/// <param name="tables">The storage.</param>
public sealed class AgendaLedger(Tables tables)
{
    private const int MostRaces = 100;

    /// <summary>Brings the appointments of a story up to date. Doing it again changes nothing.</summary>
    /// <param name="story">The story as it was written.</param>
    /// <param name="now">When that was.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="TimeoutException">Other instances changed the same rows a hundred times in a row.</exception>
    public async Task Keep(Story story, DateTimeOffset now, CancellationToken cancel)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var row = await Row(story.Id, cancel);
            var before = row?.Value ?? new StoryAgenda([]);
            var after = story.MergedInto is { } into ? await HandOver(before, into, now, cancel) : Agenda.Update(before, story, now);
            // After a lost race the days may hold what the loser wrote: they are written again even where the memory is right.
            if (after == before && race == 0)
            {
                return;
            }

            if (story.MergedInto is null)
            {
                await WriteDays(before, after, all: race > 0, cancel);
            }

            if (after == before || await Write(story.Id, row, after, cancel))
            {
                return;
            }

            story = (await tables.Stories.Get(Keys.DayOf(story.Id), story.Id, cancel))?.Value ?? story;
        }

        throw new TimeoutException($"The appointments of story {story.Id} could not be written: others changed them {MostRaces} times in a row; it is tried again later.");
    }

    /// <summary>An appointment by its identity; null if there never was one.</summary>
    public async Task<Appointment?> Find(string uid, CancellationToken cancel)
    {
        var storyId = uid.LastIndexOf('-') is > 0 and var end ? uid[..end] : "";
        for (var hops = 0; hops < MostRaces && Keys.IsItemId(storyId); hops++)
        {
            if (await Row(storyId, cancel) is not { Value: var agenda })
            {
                return null;
            }

            if (agenda.MovedTo is not { } next)
            {
                return agenda.Appointments.FirstOrDefault(a => a.Uid == uid);
            }

            storyId = next;
        }

        return null;
    }

    /// <summary>A story that became part of another hands its appointments over, so that they stay the same in calendars.</summary>
    private async Task<StoryAgenda> HandOver(StoryAgenda before, string into, DateTimeOffset now, CancellationToken cancel)
    {
        if (before.MovedTo == into)
        {
            return before;
        }

        for (var race = 0; race < MostRaces; race++)
        {
            var row = await Row(into, cancel);
            var both = Agenda.Union(row?.Value ?? new StoryAgenda([]), before);
            if (await tables.Stories.Get(Keys.DayOf(into), into, cancel) is not { Value: var story })
            {
                break;
            }

            var after = Agenda.Update(both, story, now);
            await WriteDays(both, after, all: true, cancel);
            if (await Write(into, row, after, cancel))
            {
                break;
            }
        }

        return new StoryAgenda([]) { Last = before.Last, MovedTo = into };
    }

    private Task<Versioned<StoryAgenda>?> Row(string storyId, CancellationToken cancel) => tables.Agendas.Get(Keys.DayOf(storyId), storyId, cancel);

    private async Task<bool> Write(string storyId, Versioned<StoryAgenda>? read, StoryAgenda agenda, CancellationToken cancel) => read is null
        ? await tables.Agendas.Insert(Keys.DayOf(storyId), storyId, agenda, cancel)
        : await tables.Agendas.Replace(read, agenda, cancel) is not null;

    private async Task WriteDays(StoryAgenda before, StoryAgenda after, bool all, CancellationToken cancel)
    {
        var known = before.Appointments.ToDictionary(a => a.Uid);
        List<TableWrite> writes = [];
        foreach (var appointment in after.Appointments)
        {
            var old = known.GetValueOrDefault(appointment.Uid);
            if (old is not null && Keys.Appointment(old) != Keys.Appointment(appointment))
            {
                writes.Add(new TableWrite.Delete(new TableRow(Keys.Only, Keys.Appointment(old), "")));
            }

            if (all || !ReferenceEquals(old, appointment))
            {
                writes.Add(new TableWrite.Upsert(tables.Calendar.Row(Keys.Only, Keys.Appointment(appointment), appointment)));
            }
        }

        foreach (var batch in writes.Chunk(ITable.BatchLimit))
        {
            await tables.Calendar.Table.Batch(batch, cancel);
        }
    }
}
