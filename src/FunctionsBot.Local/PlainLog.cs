using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>Shows what the bot logs as plain lines of progress: no categories, no stack traces.</summary>
internal sealed class PlainLog(IAnsiConsole console) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(console, categoryName.StartsWith("FunctionsBot", StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Lines(IAnsiConsole console, bool ours) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (ours ? LogLevel.Information : LogLevel.Warning);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var line = formatter(state, exception) + (exception is null ? "" : $" {exception.Message}");
            lock (console)
            {
                console.MarkupLine(logLevel switch
                {
                    LogLevel.Information => $"  [grey]·[/] {Markup.Escape(line)}",
                    _ => $"  [yellow]! {Markup.Escape(line)}[/]",
                });
            }
        }
    }
}
