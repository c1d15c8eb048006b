using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.EndToEnd;

public sealed class PublishingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letters_page_that_is_polled_shows_who_signed_and_who_withdrew_since()
    {
        await using var bot = await RunningBot.Start();
        await bot.Add(new Source("letter", "Common Software Foundation", new Uri("http://letter.example/open-letter"), SourceKind.Page, "en"));
        bot.Web.On("/robots.txt", 404, "");
        Serve(bot, 62, "Margit Oolbekkink, Freiraum Code", "Anselme Vautrin, Ligue des Communs", "Tomás Arriaga, Olivar Systems", "Solveig Nyrud, Nordic Library", "Rui Carvalhosa, Dados Livres", "Joris Van Eekhout, Open Alliance");
        await bot.Poll("letter");
        bot.Clock.Advance(TimeSpan.FromDays(2));
        Serve(bot, 64, "Margit Oolbekkink, Freiraum Code", "Anselme Vautrin, Ligue des Communs", "Solveig Nyrud, Nordic Library", "Rui Carvalhosa, Dados Livres", "Joris Van Eekhout, Open Alliance", "Aoife Ní Dhonnacha, Digital Commons");
        await bot.Poll("letter");

        var letter = Assert.Single(await bot.Tables.Letters.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel)).Value;
        Assert.Equal((62, 64, 6, 1), (letter.First[0].Value, letter.Latest[0].Value, letter.Named, letter.Withdrawn));
        var days = await bot.Tables.LetterDays.Range(letter.StoryId, cancel: Cancel).Select(d => d.Value).ToListAsync(Cancel);
        Assert.Equal(["Tomás Arriaga, Olivar Systems"], days.SelectMany(d => d.Withdrawn));
        Assert.Contains("Aoife Ní Dhonnacha, Digital Commons", days[^1].Joined);
        Assert.Equal(new DateOnly(2026, 3, 19), days[^1].Day);
    }

    [Fact]
    public async Task An_article_puts_its_deadline_into_the_calendar_and_says_that_feeds_have_changed()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddChat("chat", "-100");
        var source = await bot.AddSource();

        await bot.Poll(source.Id);

        var appointment = Assert.Single(await bot.Tables.Calendar.Range(Keys.Only, cancel: Cancel).ToListAsync(Cancel)).Value;
        Assert.Equal((DatedKind.Deadline, new DateOnly(2026, 4, 30), 0, false), (appointment.Kind, appointment.Start, appointment.Sequence, appointment.IsCancelled));
        Assert.Equal(["everything"], appointment.Watchlists);
        var stamps = await new Stamps(bot.Tables.Documents).All(Cancel);
        Assert.Equal([Stamps.Everything, Stamps.Watchlist("everything")], stamps.Keys.Order());
    }

    [Fact]
    public async Task The_public_digest_is_kept_once_the_week_is_over_and_never_made_twice()
    {
        await using var bot = await RunningBot.Start();
        await bot.AddChat("chat", "-100");
        var source = await bot.AddSource();
        await bot.Poll(source.Id);
        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        Assert.Equal(0, (await bot.Tables.Weeks.Range(Keys.Only, cancel: Cancel).SingleAsync(Cancel)).Value.Count);

        bot.Clock.Advance(TimeSpan.FromDays(6));
        await bot.Bot.Pipeline.SendDueDigests(Cancel);
        await bot.Bot.Pipeline.SendDueDigests(Cancel);

        var weeks = await bot.Tables.Weeks.Range(Keys.Only, cancel: Cancel).Select(w => w.Value).ToListAsync(Cancel);
        Assert.Equal([(new DateOnly(2026, 3, 9), 0), (new DateOnly(2026, 3, 16), 1)], weeks.Select(w => (w.Monday, w.Count)));
    }

    private static void Serve(RunningBot bot, int count, params string[] names) => bot.Web.On("/open-letter", 200, $"""
        <!doctype html><html lang="en"><head><title>Keep public AI open: an open letter to European decision-makers</title></head><body><main>
        <h1>Keep public AI open: an open letter to European decision-makers</h1>
        <p>Dear decision-makers, in this open letter we ask the European Commission to make openness the default for AI models paid for with public money.</p>
        <p>Open-source AI models, published with their weights and an honest description of their training data, can be inspected by researchers and repaired by local firms.</p>
        <p>Any AI model paid for mainly with public money must be released under an open-source licence. Public buyers must compare an open alternative first.</p>
        <h2>Signatories</h2><p>{count} organisations signed this letter as of today.</p>
        <ul>{string.Concat(names.Select(n => $"<li>{n}</li>"))}</ul></main></body></html>
        """, "Content-Type: text/html; charset=utf-8");
}
