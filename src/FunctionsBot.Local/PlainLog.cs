using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>Shows what the bot logs as plain lines of progress: no categories, no stack traces.</summary>
/// <param name="console">Where they are shown.</param>
/// <param name="progress">Where polls are told of cycle by cycle, so that they need no line each; null to tell them here.</param>
internal sealed class PlainLog(IAnsiConsole console, CycleProgress? progress = null) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(console, progress, categoryName.StartsWith("FunctionsBot", StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Lines(IAnsiConsole console, CycleProgress? progress, bool ours) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (ours && progress is not { Quiet: true } ? LogLevel.Information : LogLevel.Warning);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel) || (progress is not null && CycleProgress.Tells(eventId)))
            {
                return;
            }

            var line = formatter(state, exception) + (exception is null ? "" : $" {exception.Message}");
            lock (console)
            {
                progress?.Clear();
                console.MarkupLine(logLevel switch
                {
                    LogLevel.Information => $"  [grey]·[/] {Markup.Escape(line)}",
                    _ => $"  [yellow]! {Markup.Escape(line)}[/]",
                });
            }
        }
    }
}
