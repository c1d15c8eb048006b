using FunctionsBot.Site;

namespace FunctionsBot.Tests.Site;

public sealed class SignInTests
{
    private static readonly Dictionary<string, string> AppService = new() { ["WEBSITE_SITE_NAME"] = "monitor", ["WEBSITE_AUTH_ENABLED"] = "True" };

    public static TheoryData<string, string> AdminRoutes() =>
        [.. Routes.All.Where(r => r.Pattern.StartsWith("/manage", StringComparison.Ordinal)).Select(r => (r.Methods[0], r.Pattern.Replace("{id}", "some-id", StringComparison.Ordinal).Replace("{entry}", "1", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(AdminRoutes))]
    public async Task No_admin_page_opens_without_signing_in(string method, string path)
    {
        await using var site = await RunningSite.Start();

        var page = await site.Open().Send(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(403, page.Status);
        Assert.Contains("sign-in link on its console", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_link_signs_one_person_in_once_and_looking_at_it_does_not_use_it_up()
    {
        await using var site = await RunningSite.Start();
        var link = site.SignIn.CreateLink().PathAndQuery;
        await site.Open().Get(link);
        var browser = site.Open();

        var entered = await (await browser.Get(link)).Submit("/signin");

        Assert.Equal("/manage", entered.Location);
        Assert.Contains("httponly", entered.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("samesite=strict", entered.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal("Dashboard", (await entered.Follow()).Title);
        Assert.Equal("This sign-in link is used up", (await site.Open().Get(link)).Title);
    }

    [Fact]
    public async Task Of_two_who_press_the_button_of_one_link_one_gets_in()
    {
        await using var site = await RunningSite.Start();
        var link = site.SignIn.CreateLink().PathAndQuery;
        var first = await site.Open().Get(link);
        var second = await site.Open().Get(link);

        var answers = await Task.WhenAll(first.Submit("/signin"), second.Submit("/signin"));

        Assert.Equal([303, 403], answers.Select(a => a.Status).Order());
    }

    [Fact]
    public async Task A_link_lasts_15_minutes_and_a_session_12_hours()
    {
        await using var site = await RunningSite.Start();
        var link = site.SignIn.CreateLink().PathAndQuery;
        var browser = await site.OpenAsAdmin();

        site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(403, (await site.Open().Get(link)).Status);
        Assert.Equal(200, (await browser.Get("/manage")).Status);

        site.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(403, (await browser.Get("/manage")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        await using var site = await RunningSite.Start();
        var browser = await site.OpenAsAdmin();

        await (await browser.Get("/manage")).Submit("/signout");

        Assert.Equal(403, (await browser.Get("/manage")).Status);
    }

    [Theory]
    [InlineData("functionsbot-admin=forged")]
    [InlineData("functionsbot-admin=CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("functionsbot-admin=99999999999")]
    public async Task A_forged_cookie_signs_nobody_in(string cookie)
    {
        await using var site = await RunningSite.Start();
        var request = new HttpRequestMessage(HttpMethod.Get, "/manage");
        request.Headers.Add("Cookie", cookie);

        Assert.Equal(403, (await site.Open().Send(request)).Status);
    }

    [Fact]
    public async Task A_session_outlives_the_instance_that_began_it()
    {
        await using var site = await RunningSite.Start();
        var browser = await site.OpenAsAdmin();
        var page = await browser.Get("/manage/watchlists/new");

        await site.Restart();

        Assert.Equal(303, (await page.Submit("/manage/watchlists/new", ("name", "Kept"))).Status);
    }

    [Theory]
    [InlineData("admin@example.org", "aad", 200)]
    [InlineData("ADMIN@example.org", "aad", 200)]
    [InlineData("stranger@example.org", "aad", 403)]
    [InlineData("admin@example.org", "github", 303)]
    [InlineData("admin@example.org", "", 303)]
    [InlineData("", "aad", 303)]
    public async Task In_app_service_an_admin_of_the_list_gets_in_and_nobody_else(string name, string provider, int status)
    {
        await using var site = await RunningSite.Start(new Settings { Admins = ["admin@example.org"] }, AppService);

        var page = await site.Open().Send(Forged(name, provider));

        Assert.Equal(status, page.Status);
        Assert.True(page.Status != 303 || page.Location == "/.auth/login/aad?post_login_redirect_uri=%2Fmanage");
    }

    [Fact]
    public async Task Nobody_gets_in_while_the_list_of_admins_is_empty()
    {
        await using var site = await RunningSite.Start(environment: AppService);

        Assert.Equal(403, (await site.Open().Send(Forged("admin@example.org", "aad"))).Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "true")]
    [InlineData("monitor", null)]
    [InlineData("monitor", "false")]
    public async Task A_forged_header_signs_nobody_in_where_the_platform_does_not_stand_in_front(string? name, string? auth)
    {
        var environment = new Dictionary<string, string?> { ["WEBSITE_SITE_NAME"] = name, ["WEBSITE_AUTH_ENABLED"] = auth }
            .Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
        await using var site = await RunningSite.Start(new Settings { Admins = ["admin@example.org"] }, environment);

        Assert.Equal(403, (await site.Open().Send(Forged("admin@example.org", "aad"))).Status);
    }

    private static HttpRequestMessage Forged(string name, string provider)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/manage");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", name);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-IDP", provider);
        return request;
    }
}
