using System.Text.Json;
using FunctionsBot.Fetching;

namespace FunctionsBot.Local;

/// <summary>
/// Questions as JSON, one to a line: <c>{"robots": "User-agent: *\nDisallow: /a", "agent": "FunctionsBot", "url": "/a/b"}</c> asks a robots.txt
/// (with <c>"status": 404</c> or <c>503</c> in place of the text for one that could not be had), <c>{"address": "http://127.1/"}</c> asks about an address.
/// </summary>
internal static class CheckCases
{
    /// <summary>Whether a text is such a file: its first line tells.</summary>
    public static bool LooksLikeCases(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (!start.StartsWith('{')) return false;
        var end = start.IndexOf('\n');
        try
        {
            using var document = JsonDocument.Parse((end < 0 ? start : start[..end]).ToString());
            return Has(document.RootElement, "robots") || Has(document.RootElement, "address");
        }
        catch (JsonException)
        {
            // JSON over several lines, a feed say, or no JSON at all.
            return false;
        }
    }

    /// <summary>The answer to each line that is not blank.</summary>
    /// <param name="input">The file's name.</param>
    /// <param name="text">The file.</param>
    /// <param name="allowLoopback">Whether this machine's own addresses may pass.</param>
    public static IEnumerable<Checked> Answer(string input, string text, bool allowLoopback)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return AnswerLine($"{input}:{number}", line.Trim('\uFEFF', ' ', '\r'), allowLoopback);
        }
    }

    private static Checked AnswerLine(string input, string line, bool allowLoopback)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Answer(input, document.RootElement, allowLoopback);
        }
        catch (JsonException e)
        {
            return new Checked.Unreadable(input, $"The line is no JSON: {e.Message}");
        }
    }

    private static Checked Answer(string input, JsonElement asked, bool allowLoopback)
    {
        if (asked.ValueKind != JsonValueKind.Object) return new Checked.Unreadable(input, "The line is no JSON object: write {\"robots\": …, \"url\": …} or {\"address\": …}.");
        var told = asked.EnumerateObject()
            .Where(p => p.Name is not "robots" && p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .DistinctBy(p => p.Name)
            .ToDictionary(p => p.Name, p => p.Value.ToString());
        var url = Text(asked, "url") ?? Text(asked, "path") ?? Text(asked, "address");
        if (url is null) return new Checked.Unreadable(input, "The line asks about no \"url\", \"path\" or \"address\".");
        if (!Has(asked, "robots") && !Has(asked, "status")) return new Checked.Address(input, AddressVerdict.Of(url, allowLoopback), told);
        var agent = Text(asked, "agent") ?? FetchLimits.Product;
        return new Checked.RobotsCase(input, RobotsAnswer.Of(RobotsOf(asked, agent), agent, url), told);
    }

    /// <summary>As the fetcher takes what the server answered (RFC 9309 §2.3.1).</summary>
    private static Robots RobotsOf(JsonElement asked, string agent) =>
        asked.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var code) && code is < 200 or > 299
            ? Robots.Unavailable(code)
            : RobotsFile.Parse(Text(asked, "robots") ?? "").For(agent);

    private static bool Has(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
