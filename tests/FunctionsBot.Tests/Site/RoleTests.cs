using System.Text;
using System.Text.Json;
using FunctionsBot.Domain;
using FunctionsBot.Site;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Site;

public sealed class RoleTests
{
    private static readonly Dictionary<string, string> AppService = new() { ["WEBSITE_SITE_NAME"] = "monitor", ["WEBSITE_AUTH_ENABLED"] = "True" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Manage() =>
    [
        .. from route in Routes.All
           where route.Pattern.StartsWith("/manage", StringComparison.Ordinal)
           select (route.Methods[0], route.Pattern, route.Role?.ToString() ?? "none"),
    ];

    [Fact]
    public void Everything_under_manage_asks_for_a_role_and_nothing_else_does() => Assert.All(
        Routes.All, route => Assert.Equal(route.Pattern.StartsWith("/manage", StringComparison.Ordinal), route.Role is not null));

    [Theory]
    [MemberData(nameof(Manage))]
    public async Task A_route_is_open_to_its_role_and_closed_to_the_one_below(string method, string pattern, string role)
    {
        var needed = Enum.Parse<Role>(role);
        Assert.True(method == "GET" || needed >= Role.Editor, "Viewers change nothing.");
        Assert.True(method == "GET" || needed == Role.Owner || !pattern.Contains("/destinations", StringComparison.Ordinal) && !pattern.Contains("/subscribers", StringComparison.Ordinal));
        await using var site = await RunningSite.Start(environment: AppService);
        var path = pattern.Replace("{id}", "some-id", StringComparison.Ordinal).Replace("{entry}", "0000000000000000001", StringComparison.Ordinal);

        var status = (await site.Open().Send(As(needed.ToString(), method, path))).Status;
        var below = needed == Role.Viewer ? "" : (needed - 1).ToString();

        // 400: the form has no token; 404: there is no such thing. Both say that the door was open.
        Assert.True(status is 200 or 303 or 400 or 404, $"{status}");
        Assert.Equal(403, (await site.Open().Send(As(below, method, path))).Status);
    }

    [Fact]
    public async Task A_viewer_sees_the_pages_without_the_buttons_and_is_told_which_role_it_takes()
    {
        await using var site = await RunningSite.Start(environment: AppService);
        await site.Tables.Watchlists.Insert(Keys.Only, "w", new Watchlist("w", "W", "letter"), Cancel);

        var page = await site.Open().Send(As("Viewer", "GET", "/manage/watchlists/w"));
        var refused = await site.Open().Send(As("viewer", "POST", "/manage/watchlists/w"));

        Assert.Equal(200, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main button"));
        Assert.Contains("with the role viewer; this needs the role editor", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_in_the_setting_Admins_is_an_owner_and_the_highest_role_counts()
    {
        await using var site = await RunningSite.Start(new Settings { Admins = ["ada@example.org"] }, AppService);

        Assert.Equal(200, (await site.Open().Send(As("", "GET", "/manage/destinations/new", "ada@example.org"))).Status);
        Assert.Equal(200, (await site.Open().Send(As("viewer owner", "GET", "/manage/destinations/new"))).Status);
        Assert.Equal(403, (await site.Open().Send(As("editor", "GET", "/manage/destinations/new"))).Status);
    }

    [Theory]
    [InlineData("not base64 {}")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOiJvd25lciJ9")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6InJvbGVzIiwidmFsIjoxfSw3LHsidHlwIjpudWxsfV19")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6InJvbGVzIiwidmFsIjoiT3duZXJzIn1dfQ==")]
    public void A_header_that_is_not_the_platforms_gives_no_role(string header) => Assert.Null(Principal.RoleOf(header));

    [Fact]
    public async Task Role_headers_count_for_nothing_where_the_platform_does_not_stand_in_front()
    {
        await using var site = await RunningSite.Start();

        Assert.Equal(403, (await site.Open().Send(As("owner", "GET", "/manage"))).Status);
    }

    private static HttpRequestMessage As(string roles, string method, string path, string name = "someone@example.org")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        var claims = roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => new { typ = "roles", val = r }).Prepend(new { typ = "name", val = "Some One" });
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", name);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { auth_typ = "aad", claims }))));
        return request;
    }
}
