namespace FunctionsBot.Fetching;

/// <summary>One request at a time and a rest between two for each host, and a bounded number over all.</summary>
internal sealed class HostPacing(FetchLimits limits, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim all = new(limits.Concurrency);

    /// <summary>The longest rest a site's robots.txt is granted: more would hold up what waits behind it.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    /// <summary>Waits for the host's turn; disposing what is returned ends it.</summary>
    public async Task<Lease> Enter(Uri address, CancellationToken cancel)
    {
        var host = Join(address.Authority);
        try
        {
            await host.Turn.WaitAsync(cancel);
            try
            {
                var rest = host.NextTurn - clock.GetUtcNow();
                if (rest > TimeSpan.Zero) await Task.Delay(rest, clock, cancel);
                await all.WaitAsync(cancel);
            }
            catch
            {
                host.Turn.Release();
                throw;
            }
        }
        catch
        {
            Leave(host);
            throw;
        }

        return new Lease(this, host);
    }

    public void Dispose() => all.Dispose();

    private Host Join(string name)
    {
        lock (hosts)
        {
            if (!hosts.TryGetValue(name, out var host)) hosts[name] = host = new Host(name);
            host.Users++;
            return host;
        }
    }

    private void End(Host host, TimeSpan rest)
    {
        host.NextTurn = clock.GetUtcNow() + (rest > limits.HostPause ? rest : limits.HostPause);
        all.Release();
        host.Turn.Release();
        Leave(host);
    }

    private void Leave(Host host)
    {
        lock (hosts)
        {
            host.Users--;
            if (host.Users == 0 && hosts.Count > Remembered) Forget();
        }
    }

    /// <summary>Years of crawling must not remember every host ever seen.</summary>
    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var idle in hosts.Values.Where(h => h.Users == 0 && h.NextTurn <= now).ToList()) hosts.Remove(idle.Name);
    }

    private const int Remembered = 4096;

    internal sealed class Host(string name)
    {
        public string Name { get; } = name;

        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset NextTurn { get; set; }

        /// <summary>Those who have its turn or wait for it. Changed under the lock; read without it where a stale number does.</summary>
        public int Users { get; set; }
    }

    /// <summary>A host's turn.</summary>
    internal sealed class Lease(HostPacing pacing, Host host) : IDisposable
    {
        private bool ended;
        private TimeSpan rest;

        /// <summary>Nobody else waits for this host at the moment.</summary>
        public bool IsLast => host.Users == 1;

        /// <summary>The site asks for a rest after this request.</summary>
        public void Rest(TimeSpan? asked) => rest = asked > LongestRest ? LongestRest : asked ?? TimeSpan.Zero;

        public void Dispose()
        {
            if (ended) return;
            ended = true;
            pacing.End(host, rest);
        }
    }
}
