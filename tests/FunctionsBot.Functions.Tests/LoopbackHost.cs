using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Functions.Tests;

/// <summary>
/// The host's side of the stream between a Functions host and one worker: a gRPC call in which each side sends when it likes.
/// Source: https://github.com/Azure/azure-functions-language-worker-protobuf, FunctionRpc.proto
/// </summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Channel<byte[]> outgoing = Channel.CreateUnbounded<byte[]>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<ILookup<int, Wire.Value>>> answers = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ILookup<int, Wire.Value>>> invocations = [];
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int invocation;

    public LoopbackHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        server = builder.Build();
        server.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", Stream);
    }

    /// <summary>Fields of the message that carries all others.</summary>
    private enum Content
    {
        RpcLog = 2,
        InvocationRequest = 4,
        InvocationResponse = 5,
        FunctionLoadRequest = 8,
        FunctionLoadResponse = 9,
        WorkerTerminate = 14,
        InvocationCancel = 21,
        WorkerInitResponse = 16,
        WorkerInitRequest = 17,
        StartStream = 20,
        FunctionsMetadataRequest = 29,
        FunctionMetadataResponse = 30,
    }

    /// <summary>Where the worker must connect.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where the worker listens for web requests, as it told.</summary>
    public Uri? Web { get; private set; }

    /// <summary>Ids of the functions the worker announced, by name.</summary>
    public IReadOnlyDictionary<string, string> Functions { get; private set; } = new Dictionary<string, string>();

    public async Task Start(CancellationToken cancel)
    {
        await server.StartAsync(cancel);
        Address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    /// <summary>Waits for the worker, asks for its functions and has it load them all.</summary>
    public async Task Welcome(string folder, CancellationToken cancel)
    {
        await Answer(Content.StartStream, cancel);
        Send(Content.WorkerInitRequest, Wire.Message((1, "4.0.0"), (4, folder), (5, folder)));
        var capabilities = (await Answer(Content.WorkerInitResponse, cancel))[2].Select(c => c.Fields).ToDictionary(c => c[1].Single().Text, c => c[2].Single().Text);
        Web = new(capabilities["HttpUri"]);

        Send(Content.FunctionsMetadataRequest, Wire.Message((1, folder)));
        var functions = (await Answer(Content.FunctionMetadataResponse, cancel))[1].ToList();
        foreach (var function in functions)
        {
            answers.TryRemove((int)Content.FunctionLoadResponse, out _);
            Send(Content.FunctionLoadRequest, Wire.Message((1, function.Fields[13].Single().Text), (2, function.Bytes)));
            var (status, error) = Result((await Answer(Content.FunctionLoadResponse, cancel))[2].Single());
            Assert.True(status, error);
        }

        // The worker's stream is up before its web server is.
        await listening.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);
        Functions = functions.Select(f => f.Fields).ToDictionary(f => f[4].Single().Text, f => f[13].Single().Text);
    }

    /// <summary>An id for the next invocation.</summary>
    public string NextInvocation() => $"invocation-{Interlocked.Increment(ref invocation)}";

    /// <summary>Runs a function; the data is what its trigger brings.</summary>
    public async Task<(bool Succeeded, string Error)> Invoke(string function, string id, (int Kind, object Data) data, CancellationToken cancel)
    {
        var answer = invocations.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var parameter = function == nameof(Http.Site) ? "request" : data.Kind == JsonData ? "timer" : "message";
        Send(Content.InvocationRequest, Wire.Message(
            (1, id),
            (2, Functions[function]),
            (3, Wire.Message((1, parameter), (2, Wire.Message(data)))),
            (5, Wire.Message((1, $"00-0af7651916cd43dd8448eb21{answers.Count + invocations.Count:x8}-b7ad6b7169203331-01"))))); // a trace of its own for each invocation
        return Result((await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel))[3].Single());
    }

    /// <summary>The kinds of trigger data.</summary>
    public const int TextData = 1, JsonData = 2, WebData = 5;

    /// <summary>Tells the worker that an invocation is to end.</summary>
    public void Cancel(string id) => Send(Content.InvocationCancel, Wire.Message((2, id)));

    /// <summary>Tells the worker to finish.</summary>
    public void Terminate() => Send(Content.WorkerTerminate, Wire.Message((1, Wire.Message((1, 5)))));

    public async ValueTask DisposeAsync()
    {
        outgoing.Writer.TryComplete();
        await server.DisposeAsync();
    }

    private static (bool Succeeded, string Error) Result(Wire.Value result)
    {
        const int Success = 1;
        var fields = result.Fields;
        return (fields[4].SingleOrDefault()?.Number == Success, fields[2].SingleOrDefault()?.Fields[2].SingleOrDefault()?.Text ?? "");
    }

    private Task<ILookup<int, Wire.Value>> Answer(Content content, CancellationToken cancel) =>
        Waiting((int)content).Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);

    private TaskCompletionSource<ILookup<int, Wire.Value>> Waiting(int content) =>
        answers.GetOrAdd(content, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Send(Content content, byte[] message) => outgoing.Writer.TryWrite(Wire.Message((1, "test"), ((int)content, message)));

    private async Task Stream(HttpContext context)
    {
        // The stream lives as long as the worker and is mostly silent.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        context.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync(context.RequestAborted);
        await Task.WhenAny(Write(context), Read(context));
    }

    private async Task Write(HttpContext context)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(context.RequestAborted))
        {
            var head = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
            await context.Response.Body.WriteAsync((byte[])[.. head, .. message], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private async Task Read(HttpContext context)
    {
        var head = new byte[5];
        while (await context.Request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, context.RequestAborted) == head.Length)
        {
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            await context.Request.Body.ReadExactlyAsync(message, context.RequestAborted);
            foreach (var field in Wire.Read(message).Where(f => f.Key != 1))
            {
                var content = field.Single().Fields;
                if (field.Key == (int)Content.RpcLog)
                {
                    NoteLog(content[4].SingleOrDefault()?.Text ?? "");
                    continue;
                }

                var waiting = field.Key == (int)Content.InvocationResponse
                    ? invocations.GetOrAdd(content[1].Single().Text, _ => new(TaskCreationOptions.RunContinuationsAsynchronously))
                    : Waiting(field.Key);
                waiting.TrySetResult(content);
            }
        }
    }

    private void NoteLog(string message)
    {
        if (message.StartsWith("Now listening on", StringComparison.Ordinal))
        {
            listening.TrySetResult();
        }
    }
}
