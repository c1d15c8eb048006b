using FunctionsBot.Tests.Builders;
using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>The pictures of the README, taken anew where the environment names a folder for them: the README says how.</summary>
public sealed class Screenshots(ChromiumFixture chromium)
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"), ("story", "/stories/" + SampleStories.Letter.Id), ("calendar", "/calendar"), ("letter", "/letters/" + SampleStories.Letter.Id), ("dashboard", "/manage"),
    ];

    [Fact(Explicit = true)]
    public async Task Main_pages_are_pictured_in_both_languages_on_desk_and_phone()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS");
        Assert.SkipWhen(folder is null, "Taken only where the environment variable SCREENSHOTS names a folder.");
        await using var site = await FurnishedSite.Start(forPictures: true);
        foreach (var (locale, width) in new[] { ("en-GB", 1100), ("fr-FR", 1100), ("en-GB", 360), ("fr-FR", 360) })
        {
            await using var browser = await chromium.Open(new() { BaseURL = site.Address.AbsoluteUri, Locale = locale, ViewportSize = new() { Width = width, Height = width == 360 ? 780 : 800 } });
            var page = await browser.NewPageAsync();
            foreach (var (name, path) in Pages)
            {
                if (path == "/manage")
                {
                    await page.GotoAsync(site.SignIn.CreateLink().PathAndQuery);
                    await page.ClickAsync("main button");
                }

                await page.GotoAsync(path);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{locale[..2]}-{(width == 360 ? "phone" : "desk")}.png"), Scale = ScreenshotScale.Css });
            }
        }
    }
}
