using System.Text.Json;

namespace FunctionsBot.Functions.Tests;

/// <summary>A function as the host sees it: its name, the method behind it and its trigger.</summary>
/// <param name="Name">Its name in the host.</param>
/// <param name="Method">Class and method.</param>
/// <param name="Trigger">The trigger and what it listens to.</param>
internal sealed record Binding(string Name, string Method, string Trigger)
{
    /// <summary>Reads the bindings compiled into the worker, which it tells the host at its start.</summary>
    public static async Task<IReadOnlyList<Binding>> Compiled()
    {
        var functions = await new GeneratedFunctionMetadataProvider().GetFunctionMetadataAsync(AppContext.BaseDirectory);
        return [.. functions.Select(f => new Binding(
            f.Name!,
            Tail(f.EntryPoint!),
            f.RawBindings!.Select(b => JsonElement.Parse(b)).Select(Describe).Single(d => d is not null)!))];
    }

    /// <summary>Reads the bindings written beside the worker, which the platform scales by.</summary>
    public static IReadOnlyList<Binding> Written()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        return [.. file.RootElement.EnumerateArray().Select(f => new Binding(
            f.GetProperty("name").GetString()!,
            Tail(f.GetProperty("entryPoint").GetString()!),
            f.GetProperty("bindings").EnumerateArray().Select(Describe).Single(d => d is not null)!))];
    }

    private static string Tail(string entryPoint) => string.Join('.', entryPoint.Split('.')[^2..]);

    private static string? Describe(JsonElement binding) => binding.GetProperty("type").GetString() switch
    {
        "timerTrigger" => $"timer {Text(binding, "schedule")}",
        "queueTrigger" => $"queue {Text(binding, "queueName")} of {Text(binding, "connection")}",
        "httpTrigger" => $"http {Text(binding, "authLevel")} {(binding.TryGetProperty("methods", out var methods) ? methods.ToString() : "any method")} {Text(binding, "route")}",
        "http" => null,
        var other => $"unexpected {other}",
    };

    private static string? Text(JsonElement binding, string name) => binding.GetProperty(name).GetString();
}
