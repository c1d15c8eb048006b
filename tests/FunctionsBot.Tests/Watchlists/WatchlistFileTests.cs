using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Watchlists;

namespace FunctionsBot.Tests.Watchlists;

public sealed class WatchlistFileTests
{
    private static readonly Gen<string> Text = Gen.OneOf<string>("=1+1", "'", "\"", ",", ";", "\t", "lettre", "é", " ", "@x", "-", "+", "{", "\n").List[1, 8].Select(parts => $"a{string.Concat(parts)}b");

    private static readonly Gen<Watchlist> Any = Gen.Select(Text, Text, Gen.Bool, (name, query, paused) =>
        new Watchlist("w", name.ReplaceLineEndings(" "), $"{query[1..^1]}b".Trim()) { NameFr = query.ReplaceLineEndings(" "), Kinds = [StoryKind.ModelRelease], Languages = ["fr"], Paused = paused });

    [Fact]
    public void Whatever_stands_in_a_watchlist_comes_back_from_a_file() => Any.List[1, 5].Sample(watchlists =>
    {
        foreach (var file in new[] { WatchlistFile.WriteCsv(watchlists), WatchlistFile.WriteJson(watchlists) })
        {
            var rows = WatchlistFile.Read(file);
            Assert.Equal(watchlists.Select(w => (w.Name, w.NameFr, w.Query, w.Paused)), rows.Select(r => (r.Name!, r.NameFr, r.Query!, r.Paused!.Value)));
            Assert.All(rows, r => Assert.Equal("model-release", Assert.Single(r.Kinds!)));
        }
    });

    [Fact]
    public void No_cell_begins_as_a_formula_does() => Any.Sample(watchlist =>
    {
        var cells = new CsvCells(WatchlistFile.WriteCsv([watchlist]));
        while (cells.Next(out _, out var line))
        {
            Assert.All(line, cell => Assert.False(cell is ['=' or '+' or '-' or '@', ..], cell));
        }
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_a_sentence() => Gen.String[0, 400].Sample(text =>
    {
        try
        {
            Assert.InRange(WatchlistFile.Read(text).Count, 0, 400);
        }
        catch (FormatException e)
        {
            Assert.EndsWith(".", e.Message.TrimEnd('"'), StringComparison.Ordinal);
        }
    });
}
