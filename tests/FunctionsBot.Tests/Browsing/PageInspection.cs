using System.Diagnostics;
using System.Text.Json;
using FunctionsBot.Tests.Builders;
using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>Looks at pages as Chromium shows them, and writes down everything that is wrong.</summary>
internal sealed class PageInspection(ChromiumFixture chromium)
{
    public const int PhoneWidth = 360;

    /// <summary>WCAG 2.2 up to level AA, and what axe holds to be good practice.</summary>
    private const string RunAxe = """
        async rules => (await axe.run(document, rules ? { runOnly: { type: 'rule', values: rules } } : {})).violations
          .map(v => `${v.id}: ${v.help} – ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
        """;

    /// <summary>What reaches too far; where it is a text rather than an element, by how much.</summary>
    private const string Sideways = """
        () => {
          const page = document.documentElement, over = page.scrollWidth - page.clientWidth;
          if (over <= 0) return [];
          const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > page.clientWidth + 1 && !e.closest('.unseen'));
          return wide.length ? wide.slice(0, 3).map(e => e.outerHTML.slice(0, 160)) : [`by ${over} px`];
        }
        """;

    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    /// <summary>Loads each page in English on a desk, bright and dark, and in French on a phone.</summary>
    public async Task Look(Uri site, IEnumerable<VisitedPage> pages, IReadOnlyList<Cookie> cookies)
    {
        var axe = await chromium.Axe();
        await using var desk = await chromium.Open(new() { BaseURL = site.AbsoluteUri, Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 900 } });
        await using var phone = await chromium.Open(new() { BaseURL = site.AbsoluteUri, Locale = "fr-FR", ViewportSize = new() { Width = PhoneWidth, Height = 740 } });
        await desk.AddCookiesAsync(cookies);
        await phone.AddCookiesAsync(cookies);
        var (wide, narrow) = (await Watched(desk, site), await Watched(phone, site));
        foreach (var page in pages)
        {
            await wide.GotoAsync(page.Path);
            await wide.EvaluateAsync(axe);
            await Judge(wide, page.Path, null);
            await wide.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await Judge(wide, page.Path + " (dark)", ["color-contrast", "link-in-text-block"]);
            await wide.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

            await narrow.GotoAsync(page.Path);
            await narrow.EvaluateAsync(axe);
            await Judge(narrow, page.Path + " (phone)", null);
            problems.AddRange((await narrow.EvaluateAsync<string[]>(Sideways)).Select(e => $"{page.Path} scrolls sideways: {e}"));
        }
    }

    /// <summary>Holds the pages against the HTML standard.</summary>
    public async Task Validate(IEnumerable<VisitedPage> pages)
    {
        using var folder = new TestFolder();
        var named = pages.Select((p, i) => (File: $"{i}.html", p)).ToDictionary(x => x.File, x => x.p);
        foreach (var (file, page) in named)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, file), page.Html, TestContext.Current.CancellationToken);
        }

        // How the text is set is our own affair; what the standard forbids is not.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".htmlvalidate.json"), """{ "root": true, "extends": ["html-validate:standard"] }""", TestContext.Current.CancellationToken);
        var tool = Path.Combine(await chromium.Tools(), "node_modules", "html-validate", "bin", "html-validate.mjs");
        var start = new ProcessStartInfo("node", [tool, "--formatter", "json", .. named.Keys]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode is 0 or 1 && output.StartsWith('['), $"html-validate ended with {node.ExitCode}: {await errors}{output}");
        using var results = JsonDocument.Parse(output);
        foreach (var result in results.RootElement.EnumerateArray())
        {
            var page = named[Path.GetFileName(result.GetProperty("filePath").GetString()!)];
            problems.AddRange(result.GetProperty("messages").EnumerateArray().Select(m =>
                $"{page.Path}, line {m.GetProperty("line")}: {m.GetProperty("ruleId")} {m.GetProperty("message")} – {page.Html.Split('\n').ElementAtOrDefault(m.GetProperty("line").GetInt32() - 1)?.Trim()}"));
        }
    }

    /// <summary>A tab whose requests and complaints are written down.</summary>
    public async Task<IPage> Watched(IBrowserContext context, Uri site)
    {
        var page = await context.NewPageAsync();
        page.Request += (_, request) => Note(new Uri(request.Url).Authority == site.Authority ? null : $"{page.Url} asks another host: {request.Url}");
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal) ? $"{page.Url} complains: {message.Text}" : null);
        page.PageError += (_, error) => Note($"{page.Url} fails: {error}");
        page.RequestFailed += (_, request) => Note($"{page.Url} could not load {request.Url}: {request.Failure}");
        return page;
    }

    private async Task Judge(IPage page, string what, string[]? rules) =>
        problems.AddRange((await page.EvaluateAsync<string[]>(RunAxe, rules)).Select(v => $"{what}: {v}"));

    private void Note(string? problem)
    {
        if (problem is not null)
        {
            lock (problems)
            {
                problems.Add(problem);
            }
        }
    }
}
