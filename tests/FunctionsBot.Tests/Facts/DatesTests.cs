using FunctionsBot.Domain;
using FunctionsBot.Facts;

namespace FunctionsBot.Tests.Facts;

public sealed class DatesTests
{
    /// <summary>Monday 3 November 2025.</summary>
    private static readonly DateTimeOffset Published = new(2025, 11, 3, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Le sommet numérique aura lieu le 18 novembre prochain.", "2025-11-18")]
    [InlineData("La conférence s'est tenue le 13 octobre dernier à Lyon.", "2025-10-13")]
    [InlineData("La réunion des experts est prévue lundi 26 janvier à Berlin.", "2026-01-26")]
    [InlineData("Le colloque sur le logiciel libre se tient le 1er mars 2026.", "2026-03-01")]
    [InlineData("L'audition des fournisseurs est fixée au mardi 4 novembre.", "2025-11-04")]
    [InlineData("Mercredi 24 septembre 2025 s'ouvrait le forum des communs.", "2025-09-24")]
    [InlineData("The summit on digital commons takes place on 18 November.", "2025-11-18")]
    [InlineData("The hearing is scheduled for November 18, 2025 in Brussels.", "2025-11-18")]
    [InlineData("A workshop on open weights is held next Tuesday.", "2025-11-04")]
    [InlineData("Last Tuesday the conference opened its doors.", "2025-10-28")]
    [InlineData("The committee vote was held on the 3rd of March 2025.", "2025-03-03")]
    [InlineData("Am 3. März 2026 findet die Konferenz in Bonn statt.", "2026-03-03")]
    [InlineData("The forum runs on 2026-02-10 and nobody may miss it.", "2026-02-10")]
    [InlineData("La séance plénière est inscrite au 18/11/2025, à Strasbourg.", "2025-11-18")]
    [InlineData("La cumbre se celebra el 5 de febrero de 2026 en Madrid.", "2026-02-05")]
    public void A_day_is_found_in_many_ways_of_writing(string text, string day) =>
        Assert.Equal(Day(day), Assert.Single(Find(text)).Start);

    [Theory]
    [InlineData("Le sommet se tiendra du 10 au 11 février à Paris.", "2026-02-10", "2026-02-11")]
    [InlineData("Le salon a lieu du 30 janvier au 2 février 2026.", "2026-01-30", "2026-02-02")]
    [InlineData("Le congrès va du 30 décembre au 2 janvier 2026.", "2025-12-30", "2026-01-02")]
    [InlineData("The conference runs from 10 to 11 February in Paris.", "2026-02-10", "2026-02-11")]
    [InlineData("The summit (February 10-11, 2026) gathers ministers of twenty countries.", "2026-02-10", "2026-02-11")]
    [InlineData("Les rencontres des 10 et 11 février réuniront les communautés.", "2026-02-10", "2026-02-11")]
    public void A_range_has_its_first_and_last_day(string text, string first, string last)
    {
        var fact = Assert.Single(Find(text));

        Assert.Equal((Day(first), Day(last)), (fact.Start, fact.End!.Value));
    }

    [Theory]
    [InlineData("Début février, le sommet de Paris réunira cent pays.", "2026-02-01")]
    [InlineData("The summit takes place in early February in Paris.", "2026-02-01")]
    [InlineData("Le forum se tiendra en mars 2026 à Rennes.", "2026-03-01")]
    [InlineData("Fin janvier 2026, une conférence internationale aura lieu.", "2026-01-01")]
    public void A_month_alone_is_imprecise(string text, string first)
    {
        var fact = Assert.Single(Find(text));

        Assert.True(fact.Imprecise);
        Assert.Equal(Day(first), fact.Start);
    }

    [Theory]
    [InlineData("Les contributions sont attendues avant le 30 juin.", "2026-06-30")]
    [InlineData("La consultation est ouverte jusqu'au 15 décembre 2025.", "2025-12-15")]
    [InlineData("Les candidatures sont à déposer au plus tard le 8 janvier.", "2026-01-08")]
    [InlineData("D'ici le 30 juin, chacun peut répondre à l'enquête.", "2026-06-30")]
    [InlineData("You can submit comments until 5 pm on 3 March.", "2026-03-03")]
    [InlineData("Replies must reach the ministry by 30 June 2026.", "2026-06-30")]
    [InlineData("The deadline for applications is 12 December 2025.", "2025-12-12")]
    [InlineData("Stellungnahmen können bis zum 15. Januar 2026 eingereicht werden.", "2026-01-15")]
    public void A_deadline_is_the_last_day_to_act(string text, string day)
    {
        var fact = Assert.Single(Find(text));

        Assert.Equal((DatedKind.Deadline, Day(day)), (fact.Kind, fact.Start));
    }

    [Theory]
    [InlineData("Le sommet franco-italien sur les communs numériques aura lieu le 18 novembre à Rome.", "sommet franco-italien sur les communs numériques", "Rome")]
    [InlineData("The European Forum on Open Models will be held on 18 November in The Hague.", "European Forum on Open Models", "Hague")]
    [InlineData("La conférence de Rennes sur les poids ouverts se tient le 18 novembre au Couvent des Jacobins.", "conférence de Rennes sur les poids ouverts", "Couvent des Jacobins")]
    public void An_event_has_its_name_and_place(string text, string name, string place)
    {
        var fact = Assert.Single(Find(text));

        Assert.Equal((DatedKind.Event, name, place), (fact.Kind, fact.Name, fact.Place));
        Assert.Equal(text, fact.Sentence);
    }

    [Fact]
    public void What_is_over_and_no_appointment_only_happened() =>
        Assert.Equal(DatedKind.Happened, Assert.Single(Find("Le règlement européen est entré en vigueur le 1er août 2024, après trois ans de débats.")).Kind);

    [Theory]
    [InlineData("Publié le 2 novembre 2025 à 08h06, modifié le 3 novembre 2025 à 09h10")]
    [InlineData("3 novembre 2025")]
    [InlineData("By Jane Doe, Nov. 3, 2025 at 3:00 a.m. PT in our newsroom downtown")]
    [InlineData("“Nothing new about it, sadly, as all of us knew before.” — Jo Doe (@jodoe) October 8, 2025")]
    [InlineData("In April we released a first version of it all to our friends.")]
    [InlineData("Il marche en avant, de mars à la lune, et 45 mai du tout.")]
    [InlineData("You may 3 times may not, she said to all of them.")]
    [InlineData("Le 31 février 2026 la conférence n'aura pas lieu.")]
    public void A_byline_a_passing_month_or_no_date_at_all_is_no_fact(string text) => Assert.Empty(Find(text));

    [Fact]
    public void Without_publication_dates_are_those_near_when_it_was_seen()
    {
        var item = new Item(new Uri("https://news.example/a"), "Titre", "Le sommet aura lieu le 18 novembre prochain.", "fr");

        Assert.Equal(Day("2031-11-18"), Assert.Single(FactFinder.Find(item, new(2031, 5, 1, 0, 0, 0, TimeSpan.Zero)).Dates).Start);
    }

    [Fact]
    public void The_same_day_told_twice_is_one_fact()
    {
        var fact = Assert.Single(Find("Rendez-vous est pris pour le 18 novembre entre les deux capitales. Le sommet du 18 novembre, à Berlin, durera un jour."));

        Assert.Equal("Berlin", fact.Place);
    }

    [Fact]
    public void What_a_chamber_is_due_to_do_on_a_day_is_no_deadline() => Assert.DoesNotContain(
        Find("The bill goes to the upper chamber, which is due to debate it on 22 November."),
        fact => fact.Kind == DatedKind.Deadline);

    private static IReadOnlyList<DatedFact> Find(string text) =>
        FactFinder.Find(new Item(new Uri("https://news.example/a"), "Titre", text, "fr") { Published = Published }, Published).Dates;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
