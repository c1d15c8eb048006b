using FunctionsBot.Domain;
using FunctionsBot.Storage;
using FunctionsBot.Stories;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>A day of a letter as it is shown: only names not told before.</summary>
/// <param name="Day">When.</param>
/// <param name="By">Who says so.</param>
/// <param name="Link">Where it stands.</param>
/// <param name="Counts">How many had signed.</param>
/// <param name="Joined">Named for the first time.</param>
/// <param name="Withdrawn">Who withdrew.</param>
public sealed record LetterEvent(
    DateOnly Day, string By, Uri? Link, IReadOnlyList<LetterCount> Counts, IReadOnlyList<string> Joined, IReadOnlyList<string> Withdrawn);

/// <summary>Open letters: all of them, and one with how it grew.</summary>
internal static class LetterPages
{
    /// <summary>Letters on a page; more than anybody follows at once.</summary>
    private const int Most = 100;

    public static async Task<IResult> List(Visit visit) => visit.Page<LettersPage>(visit.T(Words.Letters), new()
    {
        [nameof(LettersPage.Letters)] = (await visit.Tables.Letters.Range(Keys.Only, cancel: visit.Cancel).Select(r => r.Value).ToListAsync(visit.Cancel))
            .OrderByDescending(l => l.Changed).Take(Most).ToList(),
    });

    public static async Task<IResult> Show(Visit visit)
    {
        if (visit.Key("id") is not { } id || await visit.Tables.Letters.Get(Keys.Only, id, visit.Cancel) is not { Value: var letter })
        {
            return visit.NotThere();
        }

        return visit.Page<LetterPage>(letter.Title, new()
        {
            [nameof(LetterPage.Letter)] = letter,
            [nameof(LetterPage.Events)] = Events(await new LetterLedger(visit.Tables).Days(id, visit.Cancel)),
        }, titleLanguage: letter.Language);
    }

    private static List<LetterEvent> Events(IReadOnlyList<LetterDay> days)
    {
        HashSet<string> known = [];
        List<LetterEvent> events = [];
        foreach (var day in days)
        {
            var signed = day.Joined.Where(n => known.Add(Signatures.Key(n))).ToList();
            var withdrawn = day.Withdrawn.Where(n => known.Remove(Signatures.Key(n))).ToList();
            if (day.Counts.Count + signed.Count + withdrawn.Count > 0)
            {
                events.Add(new LetterEvent(day.Day, day.By, day.Link, day.Counts, signed, withdrawn));
            }
        }

        return events;
    }
}
