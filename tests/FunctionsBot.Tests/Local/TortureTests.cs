using FunctionsBot.Local.Torture;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Tests.Local;

/// <summary>
/// Short runs of <c>-- torture</c>: the bot as processes of its own that are killed (SIGKILL), with servers that answer 429, 403, 400, 500,
/// 4xx and 5xx of SMTP, nothing at all, or take a message and break the connection. The long one is a command.
/// </summary>
public sealed class TortureTests(AzuriteFixture azurite)
{
    private static readonly int Seed = Environment.TickCount & 0xFFFF;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Killed_at_random_moments_it_loses_nothing_and_repeats_only_what_was_never_answered() =>
        Survives(new TortureOptions { Stories = 8, Destinations = 6, Kills = 5 });

    [Fact]
    public Task Two_hosts_at_once_on_one_store_lose_nothing_and_repeat_only_what_was_never_answered() =>
        Survives(new TortureOptions { Stories = 6, Destinations = 4, Kills = 3, Hosts = 2 });

    [Fact]
    public async Task Two_processes_at_once_on_Azure_storage_lose_nothing_and_repeat_only_what_was_never_answered() =>
        await Survives(new TortureOptions { Stories = 4, Destinations = 4, Kills = 4, Processes = 2, Storage = await azurite.NewAccount() });

    [Theory]
    [InlineData(38)]
    [InlineData(61)]
    public async Task Killed_between_two_steps_it_goes_on_where_it_was(int step)
    {
        await using var run = await TortureRun.Begin(new TortureOptions { Stories = 1, Destinations = 4 }, TimeProvider.System, Stop);

        var judgement = await run.AtStep(step, Stop);

        Assert.NotNull(judgement);
        Assert.Empty(judgement.Lost);
        Assert.Empty(judgement.Wrong);
        Assert.Equal(4, judgement.Told);
    }

    private static async Task Survives(TortureOptions options)
    {
        await using var run = await TortureRun.Begin(options with { Seed = Seed }, TimeProvider.System, Stop);

        var judgement = await run.AtRandomMoments(_ => { }, Stop);

        Assert.True(judgement.Passed, $"Seed {Seed}: {string.Join("; ", judgement.Lost.Select(l => $"lost {l}").Concat(judgement.Wrong))}");
        Assert.Equal(options.Stories * options.Destinations, judgement.Told + judgement.Blocked);
        Assert.True(judgement.Kills >= options.Kills);
        Assert.True(judgement.InStorm > 0, $"Seed {Seed}: nothing was sent between the kills.");
        Assert.True(judgement.Repeated <= judgement.Unanswered + judgement.CutOff, $"Seed {Seed}: {judgement}");
    }
}
