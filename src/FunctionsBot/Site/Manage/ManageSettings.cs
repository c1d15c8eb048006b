using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Manage;

/// <summary>Where a setting comes from.</summary>
public enum SettingOrigin
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>The settings file of the local program.</summary>
    File,

    /// <summary>The environment; in Azure the application settings.</summary>
    Environment,
}

/// <summary>A setting on its page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is; null for a secret that is set.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Finding">Whether it works; null where that was not tried.</param>
public sealed record ShownSetting(string Name, string? Value, SettingOrigin Origin, SettingFinding? Finding);

/// <summary>Each setting, where it comes from, and whether it works. Secrets are never shown, not even in part.</summary>
internal static class ManageSettings
{
    /// <summary>Where a name in the environment is not that of the property.</summary>
    private static readonly Dictionary<string, Func<Settings, object?>> Renamed = new()
    {
        ["AzureWebJobsStorage"] = s => s.StorageConnection,
        ["AzureWebJobsStorage__accountName"] = s => s.StorageAccount,
    };

    /// <summary>What a name ends with that holds a secret: one that is added later is kept secret too.</summary>
    private static readonly string[] Secret = ["Token", "Secret", "Password", "Key", "AzureWebJobsStorage", "ConnectionString"];

    public static Task<IResult> List(Visit visit) => Task.FromResult(Show(visit, []));

    /// <summary>Tries them: a button, since others are asked by it.</summary>
    public static async Task<IResult> Check(Visit visit) => Show(visit, await visit.Parts.Actions.CheckSettings(visit.Cancel));

    private static IResult Show(Visit visit, IReadOnlyList<SettingFinding> findings)
    {
        var (settings, defaults) = (visit.Parts.Settings, new Settings());
        var shown = SettingsReader.Names.Select(name =>
        {
            var (value, usual) = (Text(name, settings), Text(name, defaults));
            var origin = !string.IsNullOrEmpty(visit.Parts.Gate.Environment(name)) ? SettingOrigin.Environment : value == usual ? SettingOrigin.Default : SettingOrigin.File;
            var secret = value.Length > 0 && Secret.Any(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase));
            return new ShownSetting(name, secret ? null : value, origin, findings.FirstOrDefault(f => f.Setting == name));
        });
        return visit.Page<SettingsPage>(visit.T(Words.SettingsTitle), new() { [nameof(SettingsPage.Settings)] = shown.ToList() });
    }

    private static string Text(string name, Settings settings) => (Renamed.TryGetValue(name, out var read) ? read(settings) : typeof(Settings).GetProperty(name)?.GetValue(settings)) switch
    {
        null => "",
        IEnumerable<string> several => string.Join(", ", several),
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? "",
    };
}
