using FunctionsBot;
using FunctionsBot.Local;
using FunctionsBot.Storage;
using Spectre.Console;

Console.OutputEncoding = System.Text.Encoding.UTF8;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The first Ctrl+C lets the work in hand finish; the second is the system's own.
    e.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width of its own; this one fits a page.
    AnsiConsole.Console.Profile.Width = 110;
}

try
{
    return await CommandLine.Run(args, AnsiConsole.Console, stop.Token);
}
catch (SettingsException e)
{
    e.Problems.ToList().ForEach(Console.Error.WriteLine);
    return ExitCode.Usage;
}
catch (Exception e) when (e is StoreException or UsageException)
{
    Console.Error.WriteLine(e.Message);
    return e is UsageException ? ExitCode.Usage : ExitCode.Failed;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped; what was unfinished goes on at the next start.");
    return ExitCode.Stopped;
}
