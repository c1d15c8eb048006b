using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace FunctionsBot.Tests;

/// <summary>The directions of <c>README.md</c>: hosts → Pipeline, Scheduling, Site → stages → Domain.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Stages =
        ["Sources", "Fetching", "Extraction", "Classification", "Facts", "Stories", "Watchlists", "Digests", "Delivery"];

    private static readonly string[] MayStore = ["Stories", "Delivery"];

    private static readonly Architecture Architecture =
        new ArchLoader().LoadAssembliesIncludingDependencies([typeof(Pipeline).Assembly], recursive: false).Build();

    public static TheoryData<string> AllStages => [.. Stages];

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_stage_knows_no_other_stage(string stage)
    {
        var others = string.Join('|', Stages.Where(s => s != stage));

        Check(Types().That().ResideInNamespaceMatching($@"^FunctionsBot\.{stage}(\.|$)").And().AreNot(Generated)
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^FunctionsBot\.({others})(\.|$)")));
    }

    [Theory]
    [MemberData(nameof(AllStages))]
    public void A_stage_reaches_neither_hosts_nor_queues_nor_the_pipeline(string stage)
    {
        var forbidden = MayStore.Contains(stage) ? "Site|Scheduling|Queueing" : "Site|Scheduling|Queueing|Storage";

        Check(Types().That().ResideInNamespaceMatching($@"^FunctionsBot\.{stage}(\.|$)").And().AreNot(Generated)
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^FunctionsBot\.({forbidden})(\.|$)")
                .Or().ResideInNamespaceMatching(@"^FunctionsBot$")));
    }

    [Fact]
    public void The_domain_knows_nothing_but_itself() =>
        Check(Types().That().ResideInNamespaceMatching(@"^FunctionsBot\.Domain$")
            .Should().NotDependOnAny(Types().That().DoNotResideInNamespaceMatching(@"^(FunctionsBot\.Domain|System|Microsoft\.CodeAnalysis)(\.|$)").And().AreNot(Generated)));

    [Theory]
    [InlineData(@"^Azure\.", "Storage|Queueing")]
    [InlineData(@"^Microsoft\.Data\.Sqlite", "Storage|Queueing")]
    [InlineData(@"^Telegram\.", "Delivery|Site")]
    [InlineData(@"^(MailKit|MimeKit)", "Delivery")]
    [InlineData(@"^AngleSharp", "Extraction|Sources")]
    public void A_library_stays_in_the_folder_that_owns_it(string library, string owners) =>
        Check(Types().That().ResideInNamespaceMatching(@"^FunctionsBot")
            .And().DoNotResideInNamespaceMatching($@"^FunctionsBot\.({owners})(\.|$)").And().AreNot(Generated)
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(library)));

    [Fact]
    public void Only_the_pipeline_and_the_scheduling_put_work_into_queues() =>
        Check(Types().That().ResideInNamespaceMatching(@"^FunctionsBot\.")
            .And().DoNotResideInNamespaceMatching(@"^FunctionsBot\.(Queueing|Scheduling)(\.|$)")
            .And().AreNot(typeof(FunctionsBot.Storage.Store)).And().AreNot(Generated)
            .Should().NotDependOnAny(typeof(FunctionsBot.Queueing.IWorkQueue)));

    private static IObjectProvider<IType> Generated => Types().That().HaveNameContaining("<").As("generated types");

    private static void Check<TRule>(TRule rule) where TRule : IArchRule
    {
        var broken = rule.Evaluate(Architecture).Where(r => !r.Passed).Select(r => r.Description).ToList();
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }
}
