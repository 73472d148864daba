using System.Net;
using System.Net.Sockets;

namespace NetMl.ServiceDefaults.Tests.Settings;

/// <summary>A real service process (the Main of this test assembly) that cannot start.</summary>
public sealed class StartupFailureTests
{
    [Fact]
    public async Task Start_WrongPort_OneSentenceAndExitCode78()
    {
        var (exitCode, errors, output) = await RunAsync("HTTP_PORT", "many");

        Assert.Equal(78, exitCode);
        Assert.Equal("The setting HTTP_PORT is wrong: 'many' is not a port (0 to 65535). Set the environment variable HTTP_PORT or the key in appsettings.json.", errors.Trim());
        Assert.Empty(output.Trim());
    }

    [Fact]
    public async Task Start_PortInUse_OneSentenceAndExitCode1()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var (exitCode, errors, output) = await RunAsync("HTTP_PORT", port);

        Assert.Equal(1, exitCode);
        Assert.Contains(port, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Errors, string Output)> RunAsync(string variable, string value)
    {
        using var process = new ServiceProcess(new() { [variable] = value });
        return await process.EndAsync();
    }
}
