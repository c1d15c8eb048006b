namespace FunctionsBot.Functions.Tests;

public sealed class BindingsTests
{
    private static readonly Binding[] Expected =
    [
        new("Deliver", "Queues.Deliver", "queue deliver of AzureWebJobsStorage"),
        new("DeliverPoisoned", "Queues.DeliverPoisoned", "queue deliver-poison of AzureWebJobsStorage"),
        new("Expire", "Timers.Expire", "timer %RetentionSchedule%"),
        new("Poll", "Queues.Poll", "queue poll of AzureWebJobsStorage"),
        new("PollDueSources", "Timers.PollDueSources", "timer %PollSchedule%"),
        new("PollPoisoned", "Queues.PollPoisoned", "queue poll-poison of AzureWebJobsStorage"),
        new("Process", "Queues.Process", "queue process of AzureWebJobsStorage"),
        new("ProcessPoisoned", "Queues.ProcessPoisoned", "queue process-poison of AzureWebJobsStorage"),
        new("SendDueDigests", "Timers.SendDueDigests", "timer %DigestSchedule%"),
        new("Site", "Http.Site", "http Anonymous any method {*path}"),
        new("Sweep", "Timers.Sweep", "timer %SweepSchedule%"),
    ];

    [Fact]
    public async Task Every_function_has_its_one_trigger() => Assert.Equal(Expected, Sorted(await Binding.Compiled()));

    [Fact]
    public void The_platform_scales_by_the_same_functions() => Assert.Equal(Expected, Sorted(Binding.Written()));

    [Fact]
    public async Task No_two_functions_wait_for_the_same_thing()
    {
        var triggers = (await Binding.Compiled()).Select(b => b.Trigger).ToList();

        Assert.Equal(triggers.Count, triggers.Distinct().Count());
    }

    [Fact]
    public async Task Every_schedule_is_a_setting_with_a_default()
    {
        var schedules = (await Binding.Compiled()).Where(b => b.Trigger.StartsWith("timer", StringComparison.Ordinal))
            .Select(b => b.Trigger["timer %".Length..^1]).ToList();

        Assert.NotEmpty(schedules);
        Assert.All(schedules, name =>
        {
            Assert.Contains(name, SettingsReader.Names);
            Assert.NotNull(typeof(Settings).GetProperty(name)?.GetValue(new Settings()));
        });
    }

    [Fact]
    public async Task Every_queue_has_somebody_who_keeps_its_poison()
    {
        var queues = (await Binding.Compiled()).Where(b => b.Trigger.StartsWith("queue", StringComparison.Ordinal))
            .Select(b => b.Trigger.Split(' ')[1]).ToList();
        var poisoned = queues.Where(q => q.EndsWith("-poison", StringComparison.Ordinal)).ToList();

        Assert.Equal(queues.Except(poisoned).Order(), poisoned.Select(q => q[..^"-poison".Length]).Order());
    }

    private static IEnumerable<Binding> Sorted(IEnumerable<Binding> bindings) => bindings.OrderBy(b => b.Name, StringComparer.Ordinal);
}
