using System.Text;
using FunctionsBot.Digests;
using FunctionsBot.Domain;
using FunctionsBot.Tests.Builders;
using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>The weekly email as Chromium draws it: what holds at every width, and the pictures of the README, taken as those of the site are.</summary>
public sealed class EmailScreenshots(ChromiumFixture chromium)
{
    private static readonly (string Name, int Width, ColorScheme Scheme)[] Looks =
        [("desk", 760, ColorScheme.Light), ("phone", 390, ColorScheme.Light), ("dark", 390, ColorScheme.Dark)];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_weekly_email_fits_its_window_and_can_be_read_in_the_dark(string language)
    {
        var html = Week(language).Html;
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 10_000, 99_999);
        foreach (var (name, width, scheme) in Looks)
        {
            await using var browser = await chromium.Open(Window(width, scheme));
            var page = await browser.NewPageAsync();
            await page.SetContentAsync(html);

            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            var back = await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.sheet')).backgroundColor");
            Assert.Equal(scheme == ColorScheme.Dark ? "rgb(27, 31, 35)" : "rgb(255, 255, 255)", back);
            // 4.5 to 1 is what WCAG 2.2 asks of text (success criterion 1.4.3).
            var faint = await page.EvaluateAsync<string[]>(Contrast);
            Assert.True(faint.Length == 0, $"{name}: {string.Join("; ", faint)}");
        }
    }

    [Fact(Explicit = true)]
    public async Task The_weekly_email_is_pictured_on_desk_and_phone_and_in_the_dark()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        Assert.SkipWhen(folder is null, "Taken only where the environment variable SCREENSHOTS names a folder.");
        foreach (var language in new[] { "en", "fr" })
        {
            foreach (var (name, width, scheme) in Looks)
            {
                await using var browser = await chromium.Open(Window(width, scheme));
                var page = await browser.NewPageAsync();
                await page.SetContentAsync(Week(language).Html);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{language}-{name}.png"), Scale = ScreenshotScale.Css });
            }
        }
    }

    /// <summary>Texts that stand out too little from what is behind them.</summary>
    private const string Contrast = """
        () => {
          const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
          const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
          const faint = [];
          for (const e of document.body.querySelectorAll('*')) {
            const style = getComputedStyle(e);
            const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!own || style.opacity === '0' || e.closest('[style*="max-height:0"]')) continue;
            const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) faint.push(`${ratio.toFixed(1)} ${e.textContent.trim().slice(0, 40)}`);
          }
          return faint;
        }
        """;

    private static BrowserNewContextOptions Window(int width, ColorScheme scheme) => new() { ViewportSize = new() { Width = width, Height = 1180 }, ColorScheme = scheme };

    /// <summary>A reader's week: every section, dates ahead, a plot, a source that failed.</summary>
    private static OutgoingMessage Week(string language)
    {
        var until = new DateTimeOffset(2026, 3, 16, 7, 30, 0, TimeSpan.Zero);
        var reader = new Destination("d", ChannelKind.Email, "ada@reader.example", language, "Europe/Paris", new DigestSchedule(DigestRhythm.Weekly, new TimeOnly(8, 30)));
        var input = new DigestInput(
            reader,
            until.AddDays(-7),
            until,
            [.. SampleStories.Week.Select(s => new DigestStory(s, [new Reason(s.Kind == StoryKind.OpenLetter ? SampleStories.Letters : SampleStories.Everything, s.Kind == StoryKind.OpenLetter ? ["lettre ouverte"] : [])]))],
            new Coverage(58, 57, [new FailingSource("Journal des Communes", until.AddDays(-3))]),
            SampleStories.Site)
        {
            Browser = new Uri(SampleStories.Site, "/mail?token=1"),
            Preferences = new Uri(SampleStories.Site, "/preferences?token=1"),
            Unsubscribe = new Uri(SampleStories.Site, "/unsubscribe?token=1"),
            Trend = [3, 5, 4, 9, 6, 7, 11, 8],
        };
        return DigestComposer.Compose(input) ?? throw new InvalidOperationException("A week of news makes a digest.");
    }
}
