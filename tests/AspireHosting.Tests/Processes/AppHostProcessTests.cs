using System.Diagnostics;
using System.Globalization;

namespace NetMl.AspireHosting.Tests.Processes;

/// <summary>A whole AppHost as a process, ended from outside: by kill -9, SIGTERM, or Ctrl-C on its terminal.</summary>
public sealed class AppHostProcessTests
{
    [SkippableTheory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 7)]
    public async Task Signal_ToTheAppHost_LeavesNoProcess(string signal, int expectedExitCode)
    {
        Skip.If(OperatingSystem.IsWindows(), "sends signals");
        using var host = await StartAsync();
        var children = await ChildrenAsync(host);

        Send(signal, host.Id.ToString(CultureInfo.InvariantCulture));
        await host.WaitForExitAsync();

        await Samples.UntilDeadAsync(children);
        Assert.Equal(expectedExitCode, host.ExitCode);
    }

    [SkippableFact]
    public async Task CtrlC_ToTheWholeTerminal_AppHostStopsItsProcessesInOrder()
    {
        Skip.If(!File.Exists("/usr/bin/setsid"), "needs setsid");
        using var host = await StartAsync();
        var children = await ChildrenAsync(host);

        // A terminal sends SIGINT to the whole process group, children included.
        Send("INT", $"-{host.Id}");
        await host.WaitForExitAsync();

        await Samples.UntilDeadAsync(children);
        Assert.Equal(7, host.ExitCode);
        Assert.DoesNotContain("by itself", await host.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Lines_OfTwoResources_ArePrefixedAndAligned()
    {
        Skip.If(OperatingSystem.IsWindows(), "sends signals");
        using var host = await StartAsync();

        var one = await LineAsync(host, "one");
        var two = await LineAsync(host, "number-two");
        Send("TERM", host.Id.ToString(CultureInfo.InvariantCulture));
        await host.WaitForExitAsync();

        Assert.StartsWith("one        | pid ", one, StringComparison.Ordinal);
        Assert.StartsWith("number-two | pid ", two, StringComparison.Ordinal);
    }

    private static Task<Process> StartAsync()
    {
        string[] words = ["exec", Samples.AssemblyPath, "apphost", "--DcpPublisher:RandomizePorts=true"];
        var start = File.Exists("/usr/bin/setsid")
            ? new ProcessStartInfo("/usr/bin/setsid", ["dotnet", .. words])
            : new ProcessStartInfo("dotnet", words);
        start.RedirectStandardOutput = true;
        return Task.FromResult(Process.Start(start)!);
    }

    private static async Task<int[]> ChildrenAsync(Process host) =>
        [Samples.PidIn(await PidLineAsync(host)), Samples.PidIn(await PidLineAsync(host))];

    /// <summary>The children say more than their process ids, in any order.</summary>
    private static async Task<string> PidLineAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("| pid ", StringComparison.Ordinal))
                return line;
        throw new EndOfStreamException("the AppHost ended before both children had said their process ids");
    }

    private readonly Dictionary<string, string> _lines = [];

    private async Task<string> LineAsync(Process host, string resource)
    {
        string? line;
        while (!_lines.TryGetValue(resource, out line))
        {
            var read = await PidLineAsync(host);
            _lines[read.Split(' ')[0]] = read;
        }
        return line;
    }

    private static void Send(string signal, string target)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", target]);
        kill.WaitForExit();
    }
}
