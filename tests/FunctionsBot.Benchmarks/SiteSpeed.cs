using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Benchmarks;

/// <summary>Time, size and storage transactions of every page of the route table over a full store, asked for through a real server on loopback.</summary>
internal static partial class SiteSpeed
{
    private const int Rounds = 21;
    private const double LongestMedian = 100;
    private const int LargestFirstPage = 100_000;

    /// <summary>Measures, and prints a line for each page.</summary>
    /// <param name="items">Items stored, over ninety days.</param>
    /// <returns>1 where a page took longer than 100 ms (median) or the first one has more than 100 KB with its style sheet.</returns>
    public static async Task<int> Run(int items)
    {
        var folder = Directory.CreateTempSubdirectory("site-speed-");
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(TimeProvider.System).AddBot(new Settings { DataFolder = folder.FullName });
            await using var app = builder.Build();
            app.Run(SiteApp.Build(app.Services));
            await app.StartAsync();
            var store = app.Services.GetRequiredService<Store>();
            var clock = Stopwatch.StartNew();
            var filled = await new GeneratedStore(app.Services.GetRequiredService<Tables>(), TimeProvider.System.GetUtcNow()).Fill(items);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items} items, {filled.Stories} stories, {filled.Appointments} appointments and {filled.Letters} letters stored in {clock.Elapsed.TotalSeconds:0} s; {Environment.ProcessorCount} processors"));
            return await Measure(new Uri(app.Urls.Single()), app.Services.GetRequiredService<SignIn>(), store, filled);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> Measure(Uri address, SignIn signIn, Store store, GeneratedStore.Filled filled)
    {
        using var reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        using var admin = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        await Enter(admin, signIn);
        var slow = 0;
        foreach (var route in Routes.All.Where(r => r.Methods.Contains(HttpMethods.Get)))
        {
            foreach (var path in Paths(route, filled))
            {
                slow += await Measure(route.Role is not null ? admin : reader, path, store) ? 0 : 1;
            }
        }

        var first = (await reader.GetByteArrayAsync("/")).Length + (await reader.GetByteArrayAsync(Asset.Style.Path)).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"First page with its style sheet: {first / 1000.0:0.0} KB"));
        return slow == 0 && first <= LargestFirstPage ? 0 : 1;
    }

    /// <summary>A route's own address, or that of something stored.</summary>
    private static IEnumerable<string> Paths(Route route, GeneratedStore.Filled filled) => route.Pattern switch
    {
        "/calendar/{file}" => [$"/calendar/{filled.StoryId}-1.ics"],
        "/letters/{id}" or "/manage/letters/{id}" => [route.Pattern.Replace("{id}", filled.LetterId, StringComparison.Ordinal)],
        "/stories/{id}" or "/manage/stories/{id}" => [route.Pattern.Replace("{id}", filled.StoryId, StringComparison.Ordinal)],
        "/stories" => [route.Pattern, $"/stories?before={filled.MiddleDay}"],
        var pattern when !pattern.Contains('{', StringComparison.Ordinal) => [pattern],
        var pattern when pattern.StartsWith("/feeds/{lang}/", StringComparison.Ordinal) => [pattern.Replace("{lang}", "en", StringComparison.Ordinal).Replace("{id}", GeneratedStore.WatchlistId, StringComparison.Ordinal)],
        var pattern when pattern.StartsWith("/manage/watchlists/{id}", StringComparison.Ordinal) => [pattern.Replace("{id}", GeneratedStore.WatchlistId, StringComparison.Ordinal)],
        var pattern when pattern.StartsWith("/manage/sources/{id}", StringComparison.Ordinal) => [pattern.Replace("{id}", GeneratedStore.SourceId, StringComparison.Ordinal)],
        var pattern when pattern.StartsWith("/manage/destinations/{id}", StringComparison.Ordinal) => [pattern.Replace("{id}", GeneratedStore.DestinationId, StringComparison.Ordinal)],
        _ => [],
    };

    private static async Task<bool> Measure(HttpClient client, string path, Store store)
    {
        List<double> times = [];
        var (bytes, status, before) = (0, HttpStatusCode.OK, 0L);
        for (var round = 0; round <= Rounds; round++)
        {
            before = store.Transactions;
            var clock = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(path);
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            status = answer.StatusCode;
            // The first is for the compiler and the file system.
            if (round > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            }
        }

        times.Sort();
        var median = times[Rounds / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(median > LongestMedian ? "SLOW " : "")}{path}: {(int)status}, median {median:0.0} ms, slowest of {Rounds} {times[^1]:0.0} ms, {bytes / 1000.0:0.0} KB, {store.Transactions - before} transactions"));
        return median <= LongestMedian;
    }

    private static async Task Enter(HttpClient admin, SignIn signIn)
    {
        var link = signIn.CreateLink().PathAndQuery;
        var token = Token().Match(await admin.GetStringAsync(link)).Groups["value"].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("form-token", token)]);
        using var answer = await admin.PostAsync(link, form);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidDataException($"Signing in answered {(int)answer.StatusCode}.");
        }
    }

    [GeneratedRegex("name=\"form-token\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();
}
