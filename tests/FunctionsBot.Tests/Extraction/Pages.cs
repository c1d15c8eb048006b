using System.Text;
using FunctionsBot.Domain;
using FunctionsBot.Extraction;

namespace FunctionsBot.Tests.Extraction;

/// <summary>Reads pages written in tests.</summary>
internal static class Pages
{
    public static readonly DateTimeOffset Fetched = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly string Prose = string.Join("\n", Enumerable.Range(1, 6).Select(i =>
        $"<p>Paragraph number {i} of the article says at some length what the committee decided about open models, and why it matters to all.</p>"));

    public static Item Read(string html, string address = "https://news.example.org/story", Entry? listed = null) =>
        ReadBytes(Encoding.UTF8.GetBytes(html), address, listed);

    public static Item ReadBytes(byte[] body, string address = "https://news.example.org/story", Entry? listed = null, string? charset = null) =>
        new Extractor().Read(new FetchResult.Fetched(new Uri(address), body) { MediaType = "text/html", Charset = charset }, listed, Fetched);

    public static Item ReadText(string text) => new Extractor().ReadText(text, new Uri("https://news.example.org/text"), Fetched);

    /// <summary>A page with a head and an article of six paragraphs.</summary>
    public static string With(string head = "", string before = "", string after = "", string outside = "") =>
        $"<!doctype html><html lang=en><head><title>The committee decides</title>{head}</head><body>{outside}<article><h1>The committee decides</h1>{before}{Prose}{after}</article></body></html>";
}
