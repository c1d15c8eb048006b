using System.Net;
using System.Text;
using CsCheck;
using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot.Tests.Sources;

/// <summary>What is the same article stays the same entry, whatever a site does to its feed.</summary>
public sealed class IdentityTests
{
    private static readonly Uri Address = new("https://news.example/feed");
    private static readonly Source Source = new("s", "S", Address, SourceKind.Feed, "fr");

    private static readonly Gen<string> Slug = Gen.Char["abcdefghijklmnopqrstuvwxyz-0123456789"].Array[3, 20].Select(c => "a" + new string(c));

    private static readonly Gen<string> Tracking = OneOf(
        "utm_source=rss&utm_medium=feed", "xtor=RSS-1", "fbclid=IwAR0", "at_medium=x", "mc_cid=1&mc_eid=2", "ref_src=a", "utm_campaign=", "gclid=9");

    private static readonly Gen<Article> Articles =
        Gen.Select(Slug, Gen.Int[1, 99999], Gen.String[1, 40], Gen.Int[0, 600], (slug, number, title, day) => new Article($"{number}", $"/{slug}/{number}", "T " + title.Replace("\0", "", StringComparison.Ordinal), new DateTime(2025, 1, 1).AddDays(day)));

    [Fact]
    public void With_an_id_an_entry_survives_another_link_title_and_date() =>
        Gen.Select(Articles, Articles).Sample((one, other) =>
            Assert.Equal(Key(one, true), Key(other with { Id = one.Id }, true)));

    [Fact]
    public void Without_an_id_an_entry_survives_another_title_date_scheme_and_tracking() =>
        Gen.Select(Articles, Articles, Tracking, Tracking, Gen.Bool, Gen.Bool).Sample((one, other, first, second, www, slash) =>
        {
            var host = www ? "http://www.news.example" : "HTTPS://News.example";
            Assert.Equal(
                Key(one with { Link = $"https://news.example{one.Link}?{first}" }, false),
                Key(other with { Link = $"{host}{one.Link}{(slash ? "/" : "")}?{second}#xtor=RSS-3" }, false));
        });

    [Fact]
    public void Other_articles_are_other_entries() =>
        Gen.Select(Articles, Articles).Where((a, b) => a.Link != b.Link && a.Id != b.Id).Sample((one, other) =>
        {
            Assert.NotEqual(Key(one, true), Key(other, true));
            Assert.NotEqual(Key(one, false), Key(other, false));
        });

    [Fact]
    public void A_feed_published_anew_brings_nothing_new() =>
        Gen.Select(Articles.Array[3, 20], OneOf("ids", "domain", "scheme", "links", "titles")).Sample((articles, what) =>
        {
            articles = [.. articles.DistinctBy(a => a.Link).DistinctBy(a => a.Title.Trim().ToUpperInvariant()).DistinctBy(a => a.Id)];
            if (articles.Length < 3) return;
            var before = Read(articles, "https://news.example", withIds: true);
            var after = what switch
            {
                "ids" => Read([.. articles.Select(a => a with { Id = "neuf-" + a.Id })], "https://news.example", true),
                "domain" => Read([.. articles.Select(a => a with { Id = "https://nouveau.example" + a.Link })], "https://nouveau.example", true),
                "scheme" => Read([.. articles.Select(a => a with { Id = "n" + a.Id })], "http://www.news.example", true),
                "links" => Read([.. articles.Select(a => a with { Id = "n" + a.Id, Link = "/archive" + a.Link })], "https://news.example", true),
                _ => Read([.. articles.Select(a => a with { Id = "n" + a.Id, Title = "MAJ : " + a.Title })], "https://news.example", true),
            };

            Assert.Empty(New(before, after));
        });

    [Fact]
    public void A_new_article_is_new_even_when_all_others_were_published_anew()
    {
        var articles = Enumerable.Range(1, 10).Select(i => new Article($"{i}", $"/a/{i}", $"Titre {i}", new(2026, 1, i))).ToArray();
        var before = Read(articles, "https://news.example", true);
        var after = Read([new("11", "/a/11", "Titre 11", new(2026, 1, 11)), .. articles.Select(a => a with { Id = "neuf-" + a.Id })], "https://nouveau.example", true);

        Assert.Equal("Titre 11", Assert.Single(New(before, after)).Title);
    }

    [Fact]
    public void A_column_that_always_has_one_title_is_new_each_week()
    {
        var before = Read([new("1", "/revue/12", "La revue de presse", new(2026, 3, 1))], "https://news.example", true);
        var after = Read([new("2", "/revue/13", "La revue de presse", new(2026, 3, 8))], "https://news.example", true);

        Assert.Single(New(before, after));
    }

    [Fact]
    public void A_page_that_always_has_one_address_is_new_with_each_title()
    {
        var before = Read([new("1", "/derniere", "Version 1", new(2026, 3, 1))], "https://news.example", true);
        var after = Read([new("2", "/derniere", "Version 2", new(2026, 3, 8))], "https://news.example", true);

        Assert.Single(New(before, after));
    }

    private static List<Entry> New(Listing before, Listing after)
    {
        var known = before.Entries.Select(e => e.Key).ToHashSet();
        var fresh = after.Entries.Where(e => !known.Contains(e.Key)).ToList();
        var anew = Republication.Among(fresh, [.. before.Entries.Select(Republication.Trace)]);
        return [.. fresh.Where(e => !anew.Contains(e.Key))];
    }

    private static string Key(Article article, bool withId) => Assert.Single(Read([article], "https://news.example", withId).Entries).Key;

    private static Listing Read(Article[] articles, string host, bool withIds)
    {
        var items = articles.Select(a =>
            $"<item><title>{WebUtility.HtmlEncode(a.Title)}</title><link>{WebUtility.HtmlEncode(a.Link.StartsWith('/') ? host + a.Link : a.Link)}</link>"
            + (withIds ? $"<guid isPermaLink=\"false\">{WebUtility.HtmlEncode(a.Id)}</guid>" : "")
            + $"<pubDate>{a.Published:R}</pubDate></item>");
        return new FeedSource().Read(Source, new(Address, Encoding.UTF8.GetBytes($"<rss><channel>{string.Concat(items)}</channel></rss>")));
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private sealed record Article(string Id, string Link, string Title, DateTime Published);
}
