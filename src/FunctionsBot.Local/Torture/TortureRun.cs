using System.Diagnostics;
using System.Text.Json;
using FunctionsBot.Storage;

namespace FunctionsBot.Local.Torture;

/// <summary>How hard a torture run is.</summary>
internal sealed record TortureOptions
{
    /// <summary>Stories published.</summary>
    public int Stories { get; init; } = 200;

    /// <summary>Destinations that follow everything.</summary>
    public int Destinations { get; init; } = 20;

    /// <summary>Kills at random moments.</summary>
    public int Kills { get; init; } = 500;

    /// <summary>Makes the same choices again.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Processes at once: more than one need a <see cref="Storage"/>.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Hosts in each process.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>Connection string of the store; null for SQLite.</summary>
    public string? Storage { get; init; }
}

/// <summary>One run: servers that misbehave, and processes of the bot that are killed and started again until all is told.</summary>
internal sealed class TortureRun : IAsyncDisposable
{
    /// <summary>Two days before Europe's clocks go forward, so that a run crosses the night.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Writes that a process does before it is killed, at most.</summary>
    private const int MostWrites = 500;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    /// <summary>Longer than a server keeps silent.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("functionsbot-torture-").FullName;
    private readonly TortureOptions _options;
    private readonly Journal _journal;
    private readonly TortureServer _server;
    private readonly TortureMail _mail;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private DateTimeOffset _epoch;
    private DateTimeOffset _start = Start;
    private int _kills;

    private TortureRun(TortureOptions options, Journal journal, TortureServer server, TortureMail mail, TimeProvider clock)
    {
        (_options, _journal, _server, _mail, _clock) = (options, journal, server, mail, clock);
        _random = new Random(options.Seed);
        _epoch = clock.GetUtcNow();
    }

    /// <summary>How the servers treated what came.</summary>
    public IReadOnlyDictionary<Treatment, int> Treated => _journal.Treated;

    /// <summary>Messages the servers have taken.</summary>
    public int Taken => _journal.All.Count;

    /// <summary>Starts the servers.</summary>
    /// <param name="options">How hard it is.</param>
    /// <param name="clock">For the pauses before kills; the processes' own clocks are this one, made fast.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<TortureRun> Begin(TortureOptions options, TimeProvider clock, CancellationToken stop)
    {
        var journal = new Journal(new Random(options.Seed)) { Fickle = Audience.Fickle(options.Destinations) };
        return new TortureRun(options, journal, await TortureServer.Start(journal, stop), new TortureMail(journal), clock);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Kills at random moments, then lets the bot come to rest.</summary>
    public async Task<Judgement> AtRandomMoments(Action<int> progress, CancellationToken stop)
    {
        await Task.WhenAll(Enumerable.Range(0, _options.Processes).Select(_ => Lane(progress, stop)));
        await Rest(TimeSpan.FromHours(1), stop);
        await Rest(TimeSpan.FromHours(26), stop);
        return await Judge(stop);
    }

    /// <summary>Lets one process kill itself before its nth write, then lets the bot come to rest.</summary>
    /// <returns>Null where there is no such write any more.</returns>
    public async Task<Judgement?> AtStep(int step, CancellationToken stop)
    {
        _journal.Behaves = true;
        _server.Publish(_options.Stories, Now);
        using var host = Launch(Orders with { UntilSettled = true, DieAt = step });
        var errors = host.StandardError.ReadToEndAsync(stop);
        await host.WaitForExitAsync(stop);
        if (host.ExitCode is ExitCode.Done or ExitCode.Failed)
        {
            return host.ExitCode == ExitCode.Done ? null : throw new InvalidOperationException($"A host failed: {await errors}");
        }

        _kills++;
        await Rest(TimeSpan.FromHours(2), stop);
        return await Judge(stop);
    }

    private DateTimeOffset Now => new FastClock(_clock, _epoch, _start).GetUtcNow();

    private HostOrders Orders => new(_folder, _server.Port, _mail.Port, _epoch, _start, _options.Destinations)
    {
        Storage = _options.Storage,
        Hosts = _options.Hosts,
    };

    /// <summary>The clock goes on from another time. Only while no process runs.</summary>
    private void Jump(TimeSpan time) => (_start, _epoch) = (Now + time, _clock.GetUtcNow());

    /// <summary>One process after another, each killed.</summary>
    private async Task Lane(Action<int> progress, CancellationToken stop)
    {
        // A run in which nothing was sent proves nothing.
        while (_kills < _options.Kills || (_journal.All.Count == 0 && _kills < 5 * _options.Kills))
        {
            if (_options.Processes == 1)
            {
                // The machine was off for a while; now and then its clock was set back.
                Jump(TimeSpan.FromMinutes(_random.Next(20) == 0 ? -10 : 20 * _random.NextDouble()));
            }

            // The last stories come before the last kills, so that there is work to be killed at.
            _server.Publish((int)Math.Ceiling(_options.Stories * Math.Min(1, (_kills + 1) / (0.8 * _options.Kills))), Now);
            using var host = Launch(Orders);
            await Work(host, stop);
            if (host.HasExited)
            {
                throw new InvalidOperationException($"A host ended by itself with {host.ExitCode}: {await host.StandardError.ReadToEndAsync(stop)}");
            }

            host.Kill();
            await host.WaitForExitAsync(CancellationToken.None);
            progress(Interlocked.Increment(ref _kills));
        }
    }

    /// <summary>Lets a process do some number of writes, and then a moment more: so it is killed at work, however slow the machine is.</summary>
    private async Task Work(Process host, CancellationToken stop)
    {
        var patience = LongestStart;
        for (var writes = 1 + _random.Next(MostWrites); writes > 0 && await Writes(host, patience, stop); writes--)
        {
            patience = Idle;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(30)), _clock, stop);
    }

    /// <summary>Waits for the next write.</summary>
    /// <returns>False where it has nothing to do at the moment: that is a moment like any other.</returns>
    private async Task<bool> Writes(Process host, TimeSpan patience, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await host.StandardOutput.ReadLineAsync(either.Token) is not null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Some hours later everybody behaves, nobody is killed, and what is left to do is done.</summary>
    private async Task Rest(TimeSpan later, CancellationToken stop)
    {
        _journal.Behaves = _journal.Calm = true;
        Jump(later);
        _server.Publish(_options.Stories, Now);
        using var host = Launch(Orders with { UntilSettled = true });
        var errors = host.StandardError.ReadToEndAsync(stop);
        await host.WaitForExitAsync(stop);
        if (host.ExitCode != ExitCode.Done)
        {
            throw new InvalidOperationException($"A host failed: {await errors}");
        }
    }

    private async Task<Judgement> Judge(CancellationToken stop)
    {
        using var store = Store.Choose(_options.Storage, null, null, _folder, _clock);
        return await Judgement.Of(
            new Tables(store.Table),
            _journal,
            _options.Stories,
            Audience.Of(_options.Destinations),
            _kills,
            LocalBot.AtOnce * _options.Hosts,
            stop);
    }

    private static Process Launch(HostOrders orders) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsBot.Local.dll"), "torture-host", JsonSerializer.Serialize(orders)])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
