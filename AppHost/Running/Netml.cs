using System.Diagnostics;
using System.Runtime.InteropServices;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost.Running;

/// <summary>The netml command as a child process that shares this console.</summary>
static class Netml
{
    /// <summary>Looks at the demo's paths and formats in a moment, before anything starts.</summary>
    /// <returns>0, or the exit code to end with: netml has said why.</returns>
    public static Task<int> CheckDemoAsync(IReadOnlyList<string> args) => RunAsync(["demo", "--check-only", .. args], [], CancellationToken.None);

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetPath);
        foreach (var arg in (string[])["exec", AssemblyPath(), .. args])
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode;
    }

    private static string DotnetPath { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The cli is built together with the AppHost, the same way, into the same folder below its own project.</summary>
    private static string AssemblyPath()
    {
        var output = Path.GetRelativePath(AppHostSettings.BuiltIn("AppHostDirectory"), AppContext.BaseDirectory);
        var assembly = Path.Combine(Path.GetDirectoryName(new Projects.NetMl_Cli().ProjectPath)!, output, "netml.dll");
        return File.Exists(assembly) ? assembly : throw new UserError($"{assembly} is missing: run 'dotnet build AppHost'.");
    }
}
