using FunctionsBot.Tests.Loopback;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace FunctionsBot.Tests.Loopback;

/// <summary>
/// Azurite for all tests. A test that cannot have it is skipped with the reason, and fails instead where the environment says <c>CI=true</c>.
/// </summary>
public sealed class AzuriteFixture : IDisposable
{
    private readonly AzuriteServer _server = new();

    /// <summary>The connection string of a new, empty storage account; the test is skipped where Azurite cannot be had.</summary>
    public async Task<string> NewAccount()
    {
        try
        {
            return await _server.NewAccount();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException
            && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    public void Dispose() => _server.Dispose();
}
