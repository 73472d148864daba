using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NetMl.Tests;

namespace NetMl.AppHost.Tests;

/// <summary>What a user sees: sentences, exit codes, and no process left behind.</summary>
public sealed class AppHostProcessTests
{
    [Fact]
    public async Task Help_Always_TeachesTheCommands()
    {
        using var host = AppHostProcess.Start("--help");

        var (exitCode, output, _) = await host.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("dotnet run --project AppHost -- demo", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("--port=many", "Gateway:Port")]
    [InlineData("--port", "--port")]
    [InlineData("--Dapr:ResourcesPath=/no/such/folder", "/no/such/folder")]
    public async Task Start_WrongArgument_OneSentenceThatNamesIt(string argument, string named)
    {
        using var host = AppHostProcess.Start(argument);

        var (exitCode, _, errors) = await host.EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains(named, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_OneSentenceThatNamesThePortAndTheOption()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var host = AppHostProcess.Start("--port", port, "--data", "data");

        var (exitCode, _, errors) = await host.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(port, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("--port", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SidecarsEnd_FailsAtOnceAndNamesThem()
    {
        var folder = Directory.CreateTempSubdirectory("components-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "pubsub.yaml"), "kind: [");
        using var host = AppHostProcess.Start("--port", "0", $"--Dapr:ResourcesPath={folder.FullName}", "--data", Path.Combine(folder.FullName, "data"));

        var (exitCode, _, errors) = await host.EndAsync();
        folder.Delete(recursive: true);

        Assert.Equal(1, exitCode);
        Assert.Contains("'dapr' ended with exit code", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataDirectoryIsAFile_OneSentenceThatNamesIt()
    {
        using var host = AppHostProcess.Start("--data", "/dev/null");

        var (exitCode, _, errors) = await host.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("/dev/null", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_FileIsMissing_EndsBeforeAnythingStarts()
    {
        using var host = AppHostProcess.Start("demo", "--flows", "/no/such/conn.log");

        var (exitCode, output, errors) = await host.EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("/no/such/conn.log", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Starting", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("INT", 0)]
    [InlineData("TERM", 0)]
    [InlineData("KILL", 137)]
    public async Task Signal_WhileStarting_LeavesNoProcess(string signal, int expectedExitCode)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc");
        using var host = AppHostProcess.Start("--data", "data");
        await host.WaitForLineAsync("dapr ");

        host.Send(signal);
        var (exitCode, _, _) = await host.EndAsync();

        await host.UntilNothingIsLeftAsync();
        Assert.Equal(expectedExitCode, exitCode);
    }

    [SkippableFact]
    public async Task CtrlC_WhenUp_StopsEverythingAndRemovesTheGatewayFile()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc");
        int port, next;
        do
            (port, next) = (FreePort.Next(), FreePort.Next());
        while (next != port + 1);
        using var host = AppHostProcess.Start("--data", "data", "--port", port.ToString(CultureInfo.InvariantCulture));
        await host.WaitForLineAsync("NetMlAspire is up");
        var written = await File.ReadAllTextAsync(host.GatewayFile);

        host.Send("INT");
        var (exitCode, _, errors) = await host.EndAsync();

        await host.UntilNothingIsLeftAsync();
        Assert.Contains($"\"gateway\":\"http://127.0.0.1:{port}\"", written, StringComparison.Ordinal);
        // Sites of a federation find it again after a restart.
        Assert.Contains($"\"h2c\":\"http://127.0.0.1:{next}\"", written, StringComparison.Ordinal);
        Assert.False(File.Exists(host.GatewayFile));
        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
    }

    [SkippableFact]
    public async Task Start_ServiceCannotStart_StopsEverythingWithOneSentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc");

        // The flow store is a folder: graph-feature cannot open it.
        using var host = AppHostProcess.Start("--data", "data");
        Directory.CreateDirectory(Path.Combine(host.Folder, "data", "flows.db"));

        var (exitCode, _, errors) = await host.EndAsync();

        await host.UntilNothingIsLeftAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("graph-feature", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public async Task Demo_SmallCapture_EndsWithReportAndNoProcess()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc");
        using var host = AppHostProcess.Start("demo", "--epochs", "3", "--synthetic-flows", "3000", "--json", "report.json");

        var (exitCode, output, errors) = await host.EndAsync();

        await host.UntilNothingIsLeftAsync();
        Assert.True(exitCode == 0, output + errors);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(host.Folder, "report.json")));
        Assert.Equal(JsonValueKind.Object, report.RootElement.ValueKind);
    }
}
