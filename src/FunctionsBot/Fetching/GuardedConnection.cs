using System.Net;
using System.Net.Sockets;

namespace FunctionsBot.Fetching;

/// <summary>A host's name led to no address that may be read.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);

/// <summary>
/// Opens connections for the HTTP handler. The name is resolved here and the very address that was judged is connected to, so a
/// DNS answer that changes between the check and the use (rebinding) gains nothing.
/// </summary>
internal sealed class GuardedConnection(FetchLimits limits, Func<string, CancellationToken, Task<IPAddress[]>> resolve, int? port = null)
{
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var endPoint = context.DnsEndPoint;
        var allowed = Allowed(endPoint.Host, await Resolve(endPoint.Host, cancel));
        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port ?? endPoint.Port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private async Task<IPAddress[]> Resolve(string host, CancellationToken cancel) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel);

    private List<IPAddress> Allowed(string host, IPAddress[] addresses)
    {
        List<IPAddress> allowed = [];
        string? refusal = null;
        foreach (var address in addresses)
        {
            if (AddressGuard.Refusal(address, limits.AllowLoopback) is { } words) refusal = $"{host} leads to {address}, which {words}";
            else allowed.Add(address);
        }

        return allowed.Count == 0 && refusal is not null ? throw new AddressRefusedException(refusal) : allowed;
    }
}
