using FunctionsBot.Domain;
using FunctionsBot.Local;
using FunctionsBot.Storage;
using FunctionsBot.Tests.Builders;
using Spectre.Console;

namespace FunctionsBot.Tests.Local;

/// <summary>The commands that take sources in and give them out, on a store of their own.</summary>
public sealed class SourceListsTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Store store;
    private readonly Tables tables;
    private readonly StringWriter written = new();
    private readonly IAnsiConsole console;

    public SourceListsTests()
    {
        store = Store.Choose(null, null, null, folder["data"], TimeProvider.System);
        tables = new Tables(store.Table);
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
        console.Profile.Width = 300;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        written.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_list_is_taken_in_once_and_each_row_is_told_what_became_of_it()
    {
        await File.WriteAllTextAsync(folder["list.csv"], "name;address;folder\nPress;https://n.example/feed;News\nInside;http://10.0.0.1/;News\n", Cancel);

        Assert.Equal(ExitCode.Failed, await Import("list.csv"));
        Assert.Equal(ExitCode.Failed, await Import("list.csv"));

        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("line 2     added    Press", lines[0]);
        Assert.Equal("line 3     skipped  Inside Its address http://10.0.0.1/ is not polled: it belongs to a private network.", lines[1]);
        Assert.EndsWith("list.csv: 1 added, 0 updated, 0 there already, 1 skipped.", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("list.csv: 0 added, 0 updated, 1 there already, 1 skipped.", lines[4], StringComparison.Ordinal);
        Assert.Equal(new Source("press", "Press", new Uri("https://n.example/feed"), SourceKind.Feed, "fr") { Folder = "News" }, (await Stored()).Single() with { Change = null });
        var told = Assert.Single(await tables.Audit.Range(null, null, Cancel).ToListAsync(Cancel));
        Assert.Equal(("command line", "press", AuditAction.Imported, true), (told.By, told.ThingId, told.Action, told.Done));
    }

    [Theory]
    [InlineData("all.opml")]
    [InlineData("all.csv")]
    public async Task What_is_given_out_and_taken_in_again_changes_nothing(string file)
    {
        for (var i = 0; i < 250; i++)
        {
            var source = new Source($"s-{i}", $"Source {i}", new Uri($"https://n.example/{i}"), i % 2 == 0 ? SourceKind.Feed : SourceKind.Listing, "fr") { Folder = i % 3 == 0 ? null : "A / B", Paused = i % 5 == 0 };
            await tables.Sources.Upsert(Keys.Shard(source.Id), source.Id, source, Cancel);
        }

        var before = await Stored();
        Assert.Equal(ExitCode.Done, await SourceLists.Export(folder[file], tables, console, Cancel));
        Assert.Equal(ExitCode.Done, await Import(file));
        Assert.Equal(before, await Stored());
        Assert.Contains("0 added, 0 updated, 250 there already, 0 skipped.", written.ToString(), StringComparison.Ordinal);

        foreach (var source in before) await tables.Sources.Delete(Keys.Shard(source.Id), source.Id, Cancel);
        Assert.Equal(ExitCode.Done, await Import(file));
        Assert.Equal(before, (await Stored()).Select(s => s with { Change = null }));
    }

    [Fact]
    public async Task A_source_whose_address_the_list_changes_begins_anew()
    {
        var source = new Source("press", "Press", new Uri("https://n.example/old"), SourceKind.Feed, "fr");
        await tables.Sources.Upsert(Keys.Shard("press"), "press", source, Cancel);
        await tables.SourceStates.Upsert(Keys.Shard("press"), "press", new SourceState("press", DateTimeOffset.UnixEpoch) { ETag = "\"old\"" }, Cancel);
        await File.WriteAllTextAsync(folder["list.csv"], "id,address\npress,https://n.example/new\n", Cancel);

        Assert.Equal(ExitCode.Done, await Import("list.csv"));

        Assert.Equal("https://n.example/new", (await Stored()).Single().Address.AbsoluteUri);
        Assert.Null(await tables.SourceStates.Get(Keys.Shard("press"), "press", Cancel));
    }

    [Theory]
    [InlineData("absent.opml", null, "cannot be read")]
    [InlineData("page.opml", "<html><body>x</body></html>", "no OPML")]
    [InlineData("table.csv", "a,b\n1,2\n", "\"address\"")]
    [InlineData("list.docx", "x", ".opml or .csv")]
    public async Task A_file_that_is_no_list_is_one_sentence(string file, string? text, string words)
    {
        if (text is not null) await File.WriteAllTextAsync(folder[file], text, Cancel);

        Assert.Contains(words, (await Assert.ThrowsAsync<UsageException>(() => Import(file))).Message, StringComparison.Ordinal);
    }

    private Task<int> Import(string file) => SourceLists.Import(folder[file], "fr", allowLoopback: false, tables, console, Cancel);

    private async Task<List<Source>> Stored()
    {
        var all = new List<Source>();
        foreach (var shard in Keys.AllShards)
        {
            all.AddRange(await tables.Sources.Range(shard, cancel: Cancel).Select(s => s.Value).ToListAsync(Cancel));
        }

        return all;
    }
}
