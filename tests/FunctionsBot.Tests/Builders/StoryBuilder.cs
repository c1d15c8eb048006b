using FunctionsBot.Domain;

namespace FunctionsBot.Tests.Builders;

/// <summary>Makes stories that read as in life: a title, a newsroom, and only what a test adds.</summary>
internal sealed class StoryBuilder
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 12, 8, 30, 0, TimeSpan.Zero);

    private readonly List<StoryMember> _members = [];
    private Story _story;
    private Paywall _paywall = Paywall.None;
    private string _newsroom = "The Commons Gazette";

    private StoryBuilder(string title) => _story = new Story(
        $"20260312-{FunctionsBot.Storage.Keys.Hash(title)}",
        title,
        "en",
        new Uri($"https://gazette.example/{FunctionsBot.Storage.Keys.Hash(title)}"),
        StoryKind.Other,
        0.8,
        Seen)
    {
        Updated = Seen,
    };

    public static StoryBuilder Titled(string title) => new(title);

    public StoryBuilder Of(StoryKind kind) => With(_story with { Kind = kind });

    public StoryBuilder In(string language) => With(_story with { Language = language });

    public StoryBuilder Led(string lead) => With(_story with { Lead = lead });

    public StoryBuilder At(string link) => With(_story with { Link = new Uri(link) });

    public StoryBuilder Scored(double score) => With(_story with { Score = score });

    public StoryBuilder By(string newsroom)
    {
        _newsroom = newsroom;
        return this;
    }

    public StoryBuilder Behind(Paywall paywall)
    {
        _paywall = paywall;
        return this;
    }

    public StoryBuilder Reported(string newsroom) => Member(newsroom, ItemRole.Report);

    public StoryBuilder Copied(string newsroom) => Member(newsroom, ItemRole.Copy);

    public StoryBuilder Event(string name, DateOnly start, string? place = null, DateOnly? end = null) =>
        Dated(new DatedFact(DatedKind.Event, name, start, name) { Place = place, End = end });

    public StoryBuilder Deadline(string name, DateOnly day) => Dated(new DatedFact(DatedKind.Deadline, name, day, name));

    public StoryBuilder Dated(DatedFact fact) => Facts(f => f with { Dates = [.. f.Dates, fact] });

    public StoryBuilder Amount(decimal value, string currency) =>
        Facts(f => f with { Amounts = [.. f.Amounts, new AmountFact(value, currency, $"{value} {currency}", "…")] });

    public StoryBuilder Count(int value, string of) =>
        Facts(f => f with { Counts = [.. f.Counts, new CountFact(value, of, $"{value}", "…")] });

    public StoryBuilder Conflict(string sentence) => Facts(f => f with { Conflicts = [.. f.Conflicts, sentence] });

    public StoryBuilder Letter(string addressee, params string[] signatories) =>
        Facts(f => f with { Letters = [.. f.Letters, new LetterFact("…") { Addressees = [addressee], Signatories = signatories }] });

    public StoryBuilder Cites(string reference) => Facts(f => f with { References = [.. f.References, new ReferenceFact(reference, reference)] });

    public StoryBuilder Evident(string label, string text) =>
        With(_story with { Evidence = [.. _story.Evidence, new Evidence(label, 0, text)] });

    public Story Build() => _story with
    {
        Members =
        [
            new StoryMember(_story.Id, "source", _newsroom, _story.Title, _story.Link, _story.Language, Seen, ItemRole.Original) { Paywall = _paywall },
            .. _members,
        ],
    };

    private StoryBuilder Member(string newsroom, ItemRole role)
    {
        var link = new Uri($"https://site{_members.Count}.example/{FunctionsBot.Storage.Keys.Hash(newsroom)}");
        _members.Add(new StoryMember($"20260312-{_members.Count}", "source", newsroom, _story.Title, link, _story.Language, Seen, role));
        return this;
    }

    private StoryBuilder Facts(Func<ItemFacts, ItemFacts> change) => With(_story with { Facts = change(_story.Facts) });

    private StoryBuilder With(Story story)
    {
        _story = story;
        return this;
    }
}
