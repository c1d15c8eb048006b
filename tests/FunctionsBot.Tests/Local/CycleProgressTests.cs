using FunctionsBot.Local;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace FunctionsBot.Tests.Local;

public sealed class CycleProgressTests : IDisposable
{
    private readonly StringWriter written = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 17, 14, 5, 0, TimeSpan.Zero));
    private readonly CycleProgress progress;

    public CycleProgressTests()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No });
        console.Profile.Width = 500;
        progress = new CycleProgress(console, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => written.Dispose();

    [Fact]
    public async Task A_cycle_is_one_line_with_its_counts_its_time_and_what_failed()
    {
        await progress.Begin(_ => Task.FromResult(4), Cancel);
        progress.Take(new("Wire", true, 0, null));
        progress.Take(new("Press", false, 3, null));
        progress.Take(new("Gazette [x]", false, 0, "http://g.example/ answered 500: the site has trouble."));
        Assert.Equal("", written.ToString());
        clock.Advance(TimeSpan.FromSeconds(2.5));
        progress.Take(new("Senate", false, 2, null));

        Assert.Equal("14:05:02 4 sources polled in 2.5 s: 1 unchanged, 5 new entries, 1 failed. http://g.example/ answered 500: the site has trouble.\n", Text);
    }

    [Fact]
    public async Task A_cycle_in_which_nothing_is_due_says_nothing()
    {
        Assert.Equal(0, await progress.Begin(_ => Task.FromResult(0), Cancel));

        Assert.Equal("", Text);
    }

    [Fact]
    public async Task Polls_that_are_quicker_than_the_claim_are_counted()
    {
        await progress.Begin(
            _ =>
            {
                progress.Take(new("Wire", true, 0, null));
                return Task.FromResult(1);
            },
            Cancel);

        Assert.Equal("14:05:00 1 sources polled in 0.0 s: 1 unchanged, 0 new entries, 0 failed\n", Text);
    }

    [Fact]
    public async Task A_cycle_that_the_next_overtakes_is_told_as_it_stands()
    {
        await progress.Begin(_ => Task.FromResult(3), Cancel);
        progress.Take(new("Wire", true, 0, null));
        await progress.Begin(_ => Task.FromResult(1), Cancel);
        progress.Take(new("Press", false, 1, null));

        Assert.Equal(["1 sources polled in 0.0 s: 1 unchanged, 0 new entries, 0 failed, 2 not yet answered", "1 sources polled in 0.0 s: 0 unchanged, 1 new entries, 0 failed"], Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[9..]));
    }

    [Fact]
    public async Task Many_failures_are_summed_up()
    {
        await progress.Begin(_ => Task.FromResult(9), Cancel);
        for (var i = 0; i < 9; i++) progress.Take(new($"{i}", false, 0, $"Source {i} is down."));

        Assert.EndsWith("9 failed. Source 0 is down. Source 1 is down. Source 2 is down. (and 6 more; the admin pages show them all)\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_poll_between_two_cycles_has_a_line_of_its_own()
    {
        progress.Take(new("Wire", false, 2, null));

        Assert.Equal("14:05:00 Wire: 2 new\n", Text);
    }

    private string Text => written.ToString().ReplaceLineEndings("\n");
}
