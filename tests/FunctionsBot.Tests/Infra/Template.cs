using System.Text.Json;

namespace FunctionsBot.Tests.Infra;

/// <summary>What <c>infra/main.bicep</c> compiles to, compiled once for all tests of a class.</summary>
public sealed class Template
{
    private readonly List<JsonElement> resources = [];
    private Task? compiled;

    /// <summary>The compiler's exit code.</summary>
    public int Code { get; private set; }

    /// <summary>What the compiler had to say: warnings and errors.</summary>
    public string Diagnostics { get; private set; } = "";

    /// <summary>The app's settings by name; expressions as they stand in the template.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => Properties("Microsoft.Web/sites").GetProperty("siteConfig").GetProperty("appSettings")
        .EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!, s => s.GetProperty("value").GetString()!);

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonElement Properties(string type) =>
        resources.Single(r => r.GetProperty("type").GetString() == type && !r.TryGetProperty("existing", out _)).GetProperty("properties");

    /// <summary>All resources of a type that the template makes.</summary>
    public IEnumerable<JsonElement> All(string type) =>
        resources.Where(r => r.GetProperty("type").GetString() == type && !r.TryGetProperty("existing", out _));

    /// <summary>Compiles, the first time it is asked; the test is skipped where there is no compiler.</summary>
    public Task Compiled() => compiled ??= Compile();

    private async Task Compile()
    {
        (Code, var json, Diagnostics) = await Bicep.Run("build", Path.Combine(Bicep.Infra, "main.bicep"), "--stdout");
        using var document = JsonDocument.Parse(json);
        Collect(document.RootElement.Clone());
    }

    private void Collect(JsonElement template)
    {
        var list = template.GetProperty("resources");
        foreach (var resource in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : list.EnumerateObject().Select(p => p.Value).ToList())
        {
            resources.Add(resource);
            if (resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                Collect(resource.GetProperty("properties").GetProperty("template"));
            }
        }
    }
}
