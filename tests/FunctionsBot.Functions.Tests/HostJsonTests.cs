using System.Text.Json;

namespace FunctionsBot.Functions.Tests;

public sealed class HostJsonTests : IDisposable
{
    private readonly JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    public void Dispose() => file.Dispose();

    [Fact]
    public void The_site_stands_at_the_root() => Assert.Equal("", Extension("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void A_message_is_read_as_it_was_written() => Assert.Equal("base64", Extension("queues").GetProperty("messageEncoding").GetString());

    [Fact]
    public void A_failed_message_comes_back_after_a_minute_and_is_given_up_after_five_tries()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), Time(Extension("queues").GetProperty("visibilityTimeout")));
        Assert.Equal(5, Extension("queues").GetProperty("maxDequeueCount").GetInt32());
    }

    [Fact]
    public void Every_try_is_over_before_the_next_sweep()
    {
        // The default sweep runs every 15 minutes; work it takes for lost must not be still under way.
        Assert.InRange(Time(file.RootElement.GetProperty("functionTimeout")), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void An_instance_works_on_a_dozen_messages_of_a_queue_at_most()
    {
        var queues = Extension("queues");
        Assert.Equal(12, queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchSize").GetInt32());
    }

    [Fact]
    public void The_host_speaks_OpenTelemetry_as_the_worker_does() =>
        Assert.Equal("OpenTelemetry", file.RootElement.GetProperty("telemetryMode").GetString());

    private JsonElement Extension(string name) => file.RootElement.GetProperty("extensions").GetProperty(name);

    private static TimeSpan Time(JsonElement value) => TimeSpan.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
