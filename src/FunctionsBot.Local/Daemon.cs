using Cronos;
using FunctionsBot.Chat;
using FunctionsBot.Retention;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>The bot as a program that stays: timers, queues and site in one process.</summary>
internal static class Daemon
{
    /// <summary>Runs until stopped.</summary>
    public static async Task<int> Run(IAnsiConsole console, CancellationToken stop)
    {
        var settings = ReadSettings();
        var progress = new CycleProgress(console, TimeProvider.System);
        using var log = new PlainLog(console, progress);
        await using var bot = await LocalBot.Open(settings, TimeProvider.System, log, stop);
        if (await Starter.Fill(bot.Tables, Starter.Sources, stop))
        {
            console.MarkupLine($"A new store: it starts with {Starter.Sources.Count} sources and {Starter.Watchlists.Count} watchlists.");
        }

        bot.Pipeline.SourcePolled += progress.Take;
        await using var site = await OpenSite(bot, settings, stop);
        Welcome(settings, bot, console);
        using var stopping = new Stopping(bot.Clock, stop);
        await Until(
        [
            Every(settings.PollSchedule, null, cancel => progress.Begin(bot.Pipeline.PollDueSources, cancel), bot, console, stopping, atOnce: true),
            Every(settings.DigestSchedule, "SendDueDigests", bot.Pipeline.SendDueDigests, bot, console, stopping),
            Every(settings.SweepSchedule, "Sweep", bot.Pipeline.Sweep, bot, console, stopping, atOnce: true),
            Every(settings.RetentionSchedule, "Expire", bot.Services.GetRequiredService<Expiry>().Run, bot, console, stopping),
            bot.Worker.Forever(stop),
            .. Chats(settings, bot, stop),
        ], stop);
        await site.StopAsync(stopping.End);
        console.WriteLine("Stopped; what was unfinished goes on at the next start.");
        return ExitCode.Done;
    }

    /// <summary>What is said and pressed in chats is asked for, unless Telegram calls the webhook.</summary>
    private static IEnumerable<Task> Chats(Settings settings, LocalBot bot, CancellationToken stop) =>
        settings is { TelegramToken: not null, TelegramWebhookSecret: null } ? [bot.Services.GetRequiredService<TelegramPolling>().Forever(stop)] : [];

    /// <summary>The settings of <c>local.settings.json</c> in this folder, and over them the environment's.</summary>
    /// <exception cref="SettingsException">Something is wrong with them.</exception>
    public static Settings ReadSettings()
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath("local.settings.json"), optional: true).Build().GetSection("Values");
            var named = file.AsEnumerable(makePathsRelative: true).Where(v => v.Value is not null).Select(v => v.Key.Replace(":", "__", StringComparison.Ordinal)).ToList();
            var both = new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables().Build();
            return SettingsReader.Read(both, named);
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException([$"local.settings.json is no JSON: {e.GetBaseException().Message} local.settings.sample.json shows the form."]);
        }
    }

    private static async Task<WebApplication> OpenSite(LocalBot bot, Settings settings, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(settings.SiteUrl.IsLoopback ? settings.SiteUrl.Port : 7071));
        var app = builder.Build();
        app.Run(SiteApp.Build(bot.Services));
        try
        {
            await app.StartAsync(stop);
            return app;
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new UsageException($"The site cannot listen on port {settings.SiteUrl.Port}: {e.Message} Stop what uses it, or set SiteUrl to another port.");
        }
    }

    private static void Welcome(Settings settings, LocalBot bot, IAnsiConsole console)
    {
        var signIn = bot.Services.GetRequiredService<SignIn>().CreateLink();
        console.MarkupLine($"Store: {Markup.Escape(bot.Services.GetRequiredService<Store>().Description)}");
        console.MarkupLine($"Site:  {settings.SiteUrl}");
        console.MarkupLine("Admin pages: this link signs in once, within 15 minutes");
        // Not through the console's own layout: a link that is wrapped cannot be clicked.
        Console.Out.WriteLine(signIn);
        var missing = (settings.TelegramToken is null, settings.SmtpHost is null) switch
        {
            (true, true) => "Neither TelegramToken nor SmtpHost is set: what would be sent",
            (true, false) => "TelegramToken is not set: what would be sent by Telegram",
            (false, true) => "SmtpHost is not set: what would be sent by email",
            _ => null,
        };
        if (missing is not null)
        {
            console.MarkupLine($"[yellow]{missing} is written to {Markup.Escape(Path.Combine(settings.DataFolder, "outbox"))} instead.[/]");
        }
    }

    /// <summary>One timer, named where its runs are told here. A run that fails is told and the next one comes all the same.</summary>
    private static async Task Every(
        string schedule, string? name, Func<CancellationToken, Task<int>> run, LocalBot bot, IAnsiConsole console, Stopping stopping, bool atOnce = false)
    {
        var cron = CronExpression.Parse(schedule, CronFormat.IncludeSeconds);
        var wait = !atOnce;
        while (true)
        {
            if (wait)
            {
                var now = bot.Clock.GetUtcNow();
                var next = cron.GetNextOccurrence(now, TimeZoneInfo.Utc) ?? now.AddDays(1);
                await Task.Delay(next - now, bot.Clock, stopping.Asked);
            }

            wait = true;
            stopping.Asked.ThrowIfCancellationRequested();
            try
            {
                if (await run(stopping.End) is > 0 and var count && name is not null)
                {
                    console.MarkupLine($"[bold]{bot.Clock.GetUtcNow():HH:mm:ss} {name}[/]: {count}");
                }
            }
            catch (IOException e)
            {
                console.MarkupLine($"[red]{name ?? "PollDueSources"} failed and will run again as scheduled: {Markup.Escape(e.Message)}[/]");
            }
        }
    }

    /// <summary>Waits for all to stop; the first that fails for another reason fails the whole.</summary>
    private static async Task Until(Task[] tasks, CancellationToken stop)
    {
        try
        {
            await await Task.WhenAny(tasks);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C or SIGTERM: the others are told by the same token, and finish or hand back what they have in hand.
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
