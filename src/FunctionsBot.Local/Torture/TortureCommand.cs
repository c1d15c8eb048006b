using System.Globalization;
using Spectre.Console;

namespace FunctionsBot.Local.Torture;

/// <summary>The proof that nothing is lost: kills the bot over and over, with servers at the other end that misbehave, and counts.</summary>
internal static class TortureCommand
{
    /// <summary>Stories and destinations of the runs that die at every boundary: few, so that there are a few hundred boundaries.</summary>
    private static readonly TortureOptions Small = new() { Stories = 1, Destinations = 4 };

    /// <summary>Runs it.</summary>
    /// <returns><see cref="ExitCode.Failed"/> where something was lost, or repeated without need.</returns>
    public static async Task<int> Run(string[] rest, IAnsiConsole console, CancellationToken stop)
    {
        var options = Read(rest);
        console.WriteLine($"Torture: {options.Stories} stories × {options.Destinations} destinations, {options.Kills} kills, seed {options.Seed}.");
        var passed = await Steps(console, stop);
        passed &= await Moments(options, "one host", console, stop);
        passed &= await Moments(
            options.Storage is null ? options with { Hosts = 2 } : options with { Processes = 2 }, "two hosts at once on one store", console, stop);
        console.WriteLine(passed ? "Nothing was lost; nothing was told twice but what was never known to have been told." : "FAILED.");
        return passed ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<bool> Steps(IAnsiConsole console, CancellationToken stop)
    {
        var (judged, passed) = (new List<Judgement>(), true);
        for (var step = 1; ; step++)
        {
            await using var run = await TortureRun.Begin(Small, stop);
            if (await run.AtStep(step, stop) is not { } judgement)
            {
                console.WriteLine();
                console.WriteLine($"Killed at each of {judged.Count} step boundaries: {judged.Sum(j => j.Lost.Count)} lost, {judged.Sum(j => j.Repeated)} told again, {judged.Sum(j => j.Wrong.Count)} of them needlessly.");
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
        await using var run = await TortureRun.Begin(options, stop);
        var judgement = await run.AtRandomMoments(kills => console.Write(kills % 50 == 0 ? $"{kills} " : ""), stop);
        console.WriteLine();
        console.WriteLine($"Killed at {judgement.Kills} random moments, {hosts}:");
        console.WriteLine($"  told         {judgement.Told} of {options.Stories * options.Destinations} (a story to a destination); {judgement.Blocked} not, as the destination had blocked the bot");
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

    private static TortureOptions Read(string[] rest)
    {
        var options = new TortureOptions();
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new UsageException($"\"{rest[i]}\" wants a value after it.");
            options = rest[i] switch
            {
                "--stories" => options with { Stories = Number(rest[i], value) },
                "--destinations" => options with { Destinations = Number(rest[i], value) },
                "--kills" => options with { Kills = Number(rest[i], value) },
                "--seed" => options with { Seed = Number(rest[i], value) },
                "--storage" => options with { Storage = value },
                _ => throw new UsageException($"torture knows --stories, --destinations, --kills, --seed and --storage, not \"{rest[i]}\"."),
            };
        }

        return options;
    }

    private static int Number(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new UsageException($"{name} wants a number from 1 on, not \"{value}\".");
}
