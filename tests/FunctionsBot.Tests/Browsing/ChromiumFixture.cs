using System.Reflection;
using FunctionsBot.Tests.Browsing;
using FunctionsBot.Tests.Loopback;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace FunctionsBot.Tests.Browsing;

/// <summary>
/// Chromium for all tests, started when the first page is opened, and the npm tools that judge pages. A test that cannot have them is skipped
/// with the reason, and fails instead where the environment says <c>CI=true</c>.
/// </summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private readonly NpmInstallation _npm = new(Path.Combine("Browsing", "npm"), "axe-core and html-validate");
    private readonly Lazy<Task<IBrowser>> _browser;
    private readonly Lazy<Task<string>> _tools;
    private IPlaywright? _playwright;

    public ChromiumFixture()
    {
        _browser = new(Start);
        _tools = new(() => _npm.Folder());
    }

    /// <summary>A new browser profile.</summary>
    public async Task<IBrowserContext> Open(BrowserNewContextOptions options) => await (await Have(_browser)).NewContextAsync(options);

    /// <summary>The script of axe-core.</summary>
    public async Task<string> Axe() => await File.ReadAllTextAsync(Path.Combine(await Have(_tools), "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);

    /// <summary>The folder with <c>node_modules</c>.</summary>
    public Task<string> Tools() => Have(_tools);

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
        {
            await (await _browser.Value).DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<T> Have<T>(Lazy<Task<T>> part)
    {
        try
        {
            return await part.Value;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or PlaywrightException
            && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private async Task<IBrowser> Start()
    {
        var chromium = new[] { Environment.GetEnvironmentVariable("CHROMIUM") }.Concat(Places).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium was not found: install it (on Debian and Ubuntu the package is called chromium), or name its program in the environment variable CHROMIUM.");
        // The driver is used where the package was restored to, not copied beside the tests: it has 130 MB for each platform.
        var driver = typeof(ChromiumFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PlaywrightDriver").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            // A container has neither the kernel's user namespaces nor a large shared memory; the pages are our own.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }
}
