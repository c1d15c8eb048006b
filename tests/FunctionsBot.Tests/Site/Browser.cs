using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FunctionsBot.Tests.Site;

/// <summary>Somebody with a browser: keeps cookies, fills in the forms that a page has, and does not follow redirects by itself.</summary>
public sealed class Browser
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _site;

    public Browser(Uri site, string language)
    {
        _site = site;
        Http = Client(site, language, _cookies);
    }

    public HttpClient Http { get; }

    public IEnumerable<Cookie> Cookies => _cookies.GetCookies(_site);

    public Task<Page> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Page> Post(string path, params (string Name, string Value)[] fields) => Send(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
    });

    public async Task<Page> Send(HttpRequestMessage request)
    {
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Page(this, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static HttpClient Client(Uri site, string language, CookieContainer cookies)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = site };
        Assert.True(client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language));
        return client;
    }
}

/// <summary>What came back.</summary>
public sealed class Page(Browser browser, HttpResponseMessage response, string html)
{
    public int Status => (int)response.StatusCode;

    public string Html => html;

    public string? Location => response.Headers.Location?.OriginalString;

    public IHtmlDocument Document { get; } = new HtmlParser().ParseDocument(html);

    public string Title => Document.QuerySelector("h1")?.TextContent ?? "";

    public string Text => Document.QuerySelector("main")?.TextContent ?? html;

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Sends the page's form with this action (its own, or that of one of its buttons), with what stands in its fields but for those that are changed; null unticks or leaves out.</summary>
    public Task<Page> Submit(string action, params (string Name, string? Value)[] changes)
    {
        var form = Document.QuerySelectorAll<IHtmlFormElement>("form").SingleOrDefault(f => Path(f.GetAttribute("action")) == action || f.QuerySelectorAll("button[formaction]").Any(b => Path(b.GetAttribute("formaction")) == action))
            ?? throw new InvalidOperationException($"This page has no form for {action}: {Title}");
        var fields = form.Elements.OfType<IElement>().SelectMany(Values).Where(f => changes.All(c => c.Name != f.Name)).ToList();
        fields.AddRange(changes.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!)));
        return browser.Post(Path(form.GetAttribute("action")) == action ? form.GetAttribute("action")! : action, [.. fields]);
    }

    private static string Path(string? address) => new Uri(new Uri("http://site"), address).AbsolutePath;

    /// <summary>Goes where a redirect points.</summary>
    public Task<Page> Follow() => browser.Get(Location ?? throw new InvalidOperationException($"No redirect but {Status}: {Text}"));

    private static IEnumerable<(string Name, string Value)> Values(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox", IsChecked: false } => [],
        IHtmlInputElement { Name: { } name } input => [(name, input.Value)],
        IHtmlSelectElement { Name: { } name } select => [(name, select.Value ?? "")],
        IHtmlTextAreaElement { Name: { } name } area => [(name, area.Value)],
        _ => [],
    };
}
