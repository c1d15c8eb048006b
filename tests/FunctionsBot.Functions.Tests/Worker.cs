using System.Diagnostics;
using FunctionsBot.Tests.Loopback;

namespace FunctionsBot.Functions.Tests;

/// <summary>The worker as Azure starts it, in its own process, under a loopback host; its storage account is Azurite.</summary>
public sealed class Worker(AzuriteFixture azurite) : IAsyncDisposable
{
    /// <summary>Names a folder with the published worker, to start that instead of the one beside the tests.</summary>
    public const string PublishedVariable = "FUNCTIONSBOT_PUBLISHED";

    private readonly LoopbackHost host = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly string dataFolder = Directory.CreateTempSubdirectory("functionsbot-worker").FullName;
    private Process? process;
    private Task<string>? started;

    /// <summary>Names of the functions it announced.</summary>
    public IEnumerable<string> Functions => host.Functions.Keys;

    /// <summary>From the start of its process until it had loaded its functions and could take the first invocation.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The processor time it took for that.</summary>
    public TimeSpan StartProcessorTime { get; private set; }

    /// <summary>Settings besides those it always gets; to be set before it starts.</summary>
    internal Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Connection string of a storage account that another worker has used; null for a new one.</summary>
    internal string? Connection { get; init; }

    /// <summary>Starts the worker, the first time it is asked for, and has it load its functions; the test is skipped where Azurite cannot be had.</summary>
    /// <returns>The connection string of its storage account.</returns>
    public Task<string> Started() => started ??= Start();

    /// <summary>Runs a timer's function.</summary>
    public Task<(bool Succeeded, string Error)> Tick(string function) =>
        host.Invoke(function, host.NextInvocation(), (LoopbackHost.JsonData, """{"IsPastDue":false}"""), TestContext.Current.CancellationToken);

    /// <summary>Runs a queue's function on a message.</summary>
    public Task<(bool Succeeded, string Error)> Take(string function, string message) => Take(function, message, host.NextInvocation());

    /// <summary>Runs a queue's function on a message, under an invocation id of <see cref="NextInvocation"/>.</summary>
    public Task<(bool Succeeded, string Error)> Take(string function, string message, string invocation) =>
        host.Invoke(function, invocation, (LoopbackHost.TextData, message), TestContext.Current.CancellationToken);

    /// <summary>An id for the next invocation.</summary>
    public string NextInvocation() => host.NextInvocation();

    /// <summary>Tells the worker that an invocation is to end, as the host does when it shuts down.</summary>
    public void Cancel(string invocation) => host.Cancel(invocation);

    /// <summary>Asks the site as the host does: the request goes to the worker itself, and names the invocation it belongs to.</summary>
    public async Task<HttpResponseMessage> Ask(HttpRequestMessage request)
    {
        var id = host.NextInvocation();
        request.RequestUri = new(host.Web!, request.RequestUri!);
        request.Headers.Add("x-ms-invocation-id", id);
        var invocation = host.Invoke(nameof(Http.Site), id, (LoopbackHost.WebData, Wire.Message()), TestContext.Current.CancellationToken);
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var (succeeded, error) = await invocation;
        Assert.True(succeeded, error);
        return response;
    }

    /// <summary>Has the host tell the worker to finish, and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Terminate()
    {
        host.Terminate();
        await process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends the worker, however far it is.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        client.Dispose();
        await host.DisposeAsync();
        Directory.Delete(dataFolder, recursive: true);
    }

    private async Task<string> Start()
    {
        var connection = Connection ?? await azurite.NewAccount();
        await host.Start(TestContext.Current.CancellationToken);
        var folder = Environment.GetEnvironmentVariable(PublishedVariable) ?? AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "FunctionsBot.Functions.dll")])
        {
            Environment =
            {
                ["Functions__Worker__HostEndpoint"] = host.Address,
                ["Functions__Worker__WorkerId"] = "worker",
                ["Functions__Worker__RequestId"] = "start",
                ["Functions__Worker__GrpcMaxMessageLength"] = "16777216",
                ["FUNCTIONS_APPLICATION_DIRECTORY"] = folder,
                ["AzureWebJobsStorage"] = connection,
                ["DataFolder"] = dataFolder,
            },
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        process = Process.Start(start)!;
        await host.Welcome(folder, TestContext.Current.CancellationToken);
        StartTime = watch.Elapsed;
        StartProcessorTime = process.TotalProcessorTime;
        return connection;
    }
}
