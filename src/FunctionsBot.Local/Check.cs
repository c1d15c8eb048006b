using FunctionsBot.Domain;
using Spectre.Console;
namespace FunctionsBot.Local;
internal static class Check { public static Task<int> Run(string[] args, IAnsiConsole console, CancellationToken stop) => Task.FromResult(0); }
