using Microsoft.Playwright;

namespace FunctionsBot.Tests.Browsing;

/// <summary>Somebody without a mouse: only the keys that every keyboard has.</summary>
internal sealed class Typist(IPage page)
{
    private const int MostTabs = 150;

    private const string FocusIsSeen = """
        () => { const s = getComputedStyle(document.activeElement); return document.activeElement === document.body || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; }
        """;

    /// <summary>Presses Tab until the element has the focus, which must be seen at every stop.</summary>
    public async Task TabTo(string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>(FocusIsSeen), $"{page.Url}: nothing shows that the focus is on {await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 120)")}");
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{page.Url}: Tab never comes to {selector}.");
    }

    /// <summary>Goes to a field and types.</summary>
    public async Task Fill(string selector, string text)
    {
        await TabTo(selector);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a button or link and presses it, and waits for the page it leads to.</summary>
    public async Task Press(string selector)
    {
        await TabTo(selector);
        await page.EvaluateAsync("() => { window.isLeft = true; }");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.isLeft && document.readyState === 'complete'");
    }
}
