namespace FunctionsBot.Tests.Corpus.Feeds;

public sealed class FeedCorpusTests
{
    public static TheoryData<string, string> Words => FeedCase.Rows(FeedRows.Words);

    public static TheoryData<string, string> Fidelity => FeedCase.Rows(FeedRows.Fidelity);

    public static TheoryData<string, string> Links => FeedCase.Rows(FeedRows.Links);

    public static TheoryData<string, string> Dates => FeedCase.Rows(FeedRows.Dates);

    public static TheoryData<string, string> People => FeedCase.Rows(FeedRows.People);

    public static TheoryData<string, string> Broken => FeedCase.Rows(FeedRows.Broken);

    public static TheoryData<string, string> Documents => FeedCase.Rows(FeedRows.Documents);

    [Theory]
    [MemberData(nameof(Words))]
    public void Titles_summaries_and_contents_come_out_as_their_writers_meant(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(Fidelity))]
    public void What_a_feed_says_arrives_whole_and_safe(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(Links))]
    public void Links_ids_and_enclosures_lead_where_they_should(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(Dates))]
    public void Dates_are_found_wherever_formats_keep_them(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(People))]
    public void Authors_categories_and_languages_are_known(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_feed_is_read_as_a_patient_reader_would(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_is_known_for_what_it_is(string wrapper, string row) => FeedCase.Holds(wrapper, row);

    [Fact]
    public void The_corpus_keeps_its_three_hundred_cases() =>
        Assert.True(new[] { Words, Fidelity, Links, Dates, People, Broken, Documents }.Sum(rows => rows.Count) >= 300);
}
