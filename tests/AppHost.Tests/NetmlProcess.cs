using System.Diagnostics;
using System.Reflection;

namespace NetMl.AppHost.Tests;

/// <summary>netml as a process that knows the running system.</summary>
internal static class NetmlProcess
{
    /// <param name="home">Folder in which it keeps what it remembers.</param>
    public static Process Start(RunningSystem system, string home, params string[] args)
    {
        var netml = typeof(NetmlProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "NetmlAssembly").Value!;
        var start = new ProcessStartInfo("dotnet", ["exec", netml, .. args]) { RedirectStandardOutput = true };
        start.Environment["NETML_GATEWAY_FILE"] = system.GatewayFile;
        start.Environment["HOME"] = home;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(RunningSystem system, string home, params string[] args)
    {
        using var netml = Start(system, home, args);
        var output = await netml.StandardOutput.ReadToEndAsync();
        await netml.WaitForExitAsync();
        Assert.True(netml.ExitCode == 0, $"netml {string.Join(' ', args)} ended with {netml.ExitCode}: {output}");
        return output;
    }
}
