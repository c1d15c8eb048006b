using System.Globalization;
using Spectre.Console;

namespace FunctionsBot.Local.Torture;

/// <summary>The proof that nothing is lost: kills the bot over and over, with servers at the other end that misbehave, and counts.</summary>
internal static class TortureCommand
{
    /// <summary>Runs that die at every boundary: few stories and destinations, so that there are a few hundred boundaries.</summary>
    private static readonly (string What, TortureOptions Options)[] Small =
    [
        ("one story to chats and subscribers", new() { Stories = 1, Destinations = 4 }),
        ("a flood of stories to one chat", new() { Stories = 8, Destinations = 1 }),
    ];

    /// <summary>What of it is run: each takes the better part of an hour.</summary>
    private enum Part
    {
        All,

        /// <summary>Killed at every boundary.</summary>
        Steps,

        /// <summary>One host, killed at random moments.</summary>
        One,

        /// <summary>Two hosts at once.</summary>
        Two,
    }

    /// <summary>Runs it.</summary>
    /// <returns><see cref="ExitCode.Failed"/> where something was lost, or repeated without need.</returns>
    public static async Task<int> Run(string[] rest, IAnsiConsole console, CancellationToken stop)
    {
        var (options, part) = Read(rest);
        console.WriteLine($"Torture: {options.Stories} stories × {options.Destinations} destinations, {options.Kills} kills, seed {options.Seed}.");
        var passed = true;
        foreach (var (what, small) in part is Part.All or Part.Steps ? Small : [])
        {
            passed &= await Steps(what, small, console, stop);
        }

        passed &= part is not (Part.All or Part.One) || await Moments(options, "one host", console, stop);
        passed &= part is not (Part.All or Part.Two) || await Moments(
            options.Storage is null ? options with { Hosts = 2 } : options with { Processes = 2 }, "two hosts at once on one store", console, stop);
        console.WriteLine(passed ? "Nothing was lost; nothing was told twice but what was never known to have been told." : "FAILED.");
        return passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<bool> Steps(string what, TortureOptions options, IAnsiConsole console, CancellationToken stop)
    {
        var (judged, passed) = (new List<Judgement>(), true);
        for (var step = 1; ; step++)
        {
            await using var run = await TortureRun.Begin(options, TimeProvider.System, stop);
            if (await run.AtStep(step, stop) is not { } judgement)
            {
                console.WriteLine();
                console.WriteLine($"Killed at each of {judged.Count} step boundaries of {what}: {judged.Sum(j => j.Lost.Count)} lost, {judged.Sum(j => j.Repeated)} told again, {judged.Sum(j => j.Wrong.Count)} of them needlessly.");
                return passed && judged.Count > 0;
            }

            judged.Add(judgement);
            console.Write(step % 10 == 0 ? $"{step} " : "");
            passed &= judgement.Passed;
            Faults(judgement, console);
        }
    }

    private static async Task<bool> Moments(TortureOptions options, string hosts, IAnsiConsole console, CancellationToken stop)
    {
        await using var run = await TortureRun.Begin(options, TimeProvider.System, stop);
        var judgement = await run.AtRandomMoments(kills => console.Write(kills % 50 == 0 ? $"{kills} " : ""), stop);
        console.WriteLine();
        console.WriteLine($"Killed at {judgement.Kills} random moments, {hosts}:");
        console.WriteLine($"  told         {judgement.Told} of {options.Stories * options.Destinations} (a story to a destination); {judgement.Blocked} not, as the destination had blocked the bot");
        console.WriteLine($"  messages     {judgement.InStorm} taken between the kills, {run.Taken - judgement.InStorm} after them");
        console.WriteLine($"  lost         {judgement.Lost.Count}");
        console.WriteLine($"  told again   {judgement.Repeated} messages; answers never seen: {judgement.Unanswered} kept back by a server, {judgement.CutOff} cut off by a kill");
        console.WriteLine($"  needlessly   {judgement.Wrong.Count}");
        console.WriteLine($"  servers      {string.Join(", ", run.Treated.OrderBy(t => t.Key).Select(t => $"{t.Key} {t.Value}"))}");
        Faults(judgement, console);
        return judgement.Passed;
    }

    private static void Faults(Judgement judgement, IAnsiConsole console)
    {
        foreach (var fault in judgement.Lost.Select(l => $"LOST {l}").Concat(judgement.Wrong.Select(w => $"WRONG {w}")).Take(20))
        {
            console.WriteLine(fault);
        }
    }

    private static (TortureOptions Options, Part Part) Read(string[] rest)
    {
        var (options, part) = (new TortureOptions(), Part.All);
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new UsageException($"\"{rest[i]}\" wants a value after it.");
            if (rest[i] == "--part")
            {
                part = Enum.TryParse<Part>(value, ignoreCase: true, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw new UsageException($"--part is all, steps, one or two, not \"{value}\".");
                continue;
            }

            options = rest[i] switch
            {
                "--stories" => options with { Stories = Number(rest[i], value) },
                "--destinations" => options with { Destinations = Number(rest[i], value) },
                "--kills" => options with { Kills = Number(rest[i], value) },
                "--seed" => options with { Seed = Number(rest[i], value) },
                "--storage" => options with { Storage = value },
                _ => throw new UsageException($"torture knows --part, --stories, --destinations, --kills, --seed and --storage, not \"{rest[i]}\"."),
            };
        }

        return (options, part);
    }

    private static int Number(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new UsageException($"{name} wants a number from 1 on, not \"{value}\".");
}
