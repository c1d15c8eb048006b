using System.Globalization;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>
/// Tells how each cycle of polls goes: on a terminal a line that changes while it runs, and everywhere one line at its end. Where nobody watches,
/// nothing more is said than that and what went wrong.
/// </summary>
/// <param name="console">Where it is told; also the lock of all who write there.</param>
/// <param name="clock">Measures the cycle.</param>
internal sealed class CycleProgress(IAnsiConsole console, TimeProvider clock)
{
    private const int ShownFailures = 3;
    private readonly List<string> failures = [];
    private long started;
    private bool running;
    private bool shown;
    private int? due;
    private int done;
    private int unchanged;
    private int found;

    /// <summary>Nobody watches: only cycles and troubles are told.</summary>
    public bool Quiet { get; } = !console.Profile.Out.IsTerminal;

    /// <summary>Whether a log line is told here instead.</summary>
    public static bool Tells(EventId line) => line.Name is "LogPolled" or "LogFailed";

    /// <summary>Begins a cycle; one that is still running is told as it stands.</summary>
    /// <param name="claim">Claims the sources that are due and says how many there are.</param>
    /// <param name="cancel">Stops the claiming.</param>
    public async Task<int> Begin(Func<CancellationToken, Task<int>> claim, CancellationToken cancel)
    {
        lock (console)
        {
            if (running && done > 0) End();
            running = true;
            started = clock.GetTimestamp();
            (due, done, unchanged, found) = (null, 0, 0, 0);
            failures.Clear();
        }

        var count = 0;
        try
        {
            return count = await claim(cancel);
        }
        finally
        {
            lock (console)
            {
                due = count;
                if (done >= due) End();
            }
        }
    }

    /// <summary>A source was polled.</summary>
    public void Take(PollOutcome outcome)
    {
        lock (console)
        {
            if (!running)
            {
                // An admin asked for it between two cycles.
                console.MarkupLine($"[grey]{Now}[/] {Markup.Escape(outcome.Name)}: {Markup.Escape(outcome.Failure ?? $"{outcome.New} new")}");
                return;
            }

            done++;
            unchanged += outcome.Unchanged ? 1 : 0;
            found += outcome.New;
            if (outcome.Failure is { } failure) failures.Add(failure);
            if (done >= due) End();
            else Show();
        }
    }

    /// <summary>Takes the changing line away, to make room for another. The lock is held.</summary>
    public void Clear()
    {
        if (!shown) return;
        shown = false;
        console.Profile.Out.Writer.Write("\r\x1b[K");
    }

    private string Now => clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private void Show()
    {
        if (Quiet) return;
        console.Profile.Out.Writer.Write($"\r\x1b[K  {done} of {due?.ToString(CultureInfo.InvariantCulture) ?? "…"} sources polled, {found} new entries, {failures.Count} failed, {Seconds} s");
        console.Profile.Out.Writer.Flush();
        shown = true;
    }

    /// <summary>The line that stays. A cycle in which nothing was due is not worth one.</summary>
    private void End()
    {
        Clear();
        running = false;
        if (done == 0) return;
        var open = due > done ? $", {due - done} not yet answered" : "";
        var line = $"{Now} {done} sources polled in {Seconds} s: {unchanged} unchanged, {found} new entries, {failures.Count} failed{open}{Reasons()}";
        // Not through the console's own layout where it is a file: there a line is a line, however long.
        if (Quiet) console.Profile.Out.Writer.WriteLine(line);
        else console.WriteLine(line);
    }

    private string Seconds => clock.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private string Reasons() => failures.Count == 0 ? ""
        : $". {string.Join(" ", failures.Take(ShownFailures))}{(failures.Count > ShownFailures ? $" (and {failures.Count - ShownFailures} more; the admin pages show them all)" : "")}";
}
