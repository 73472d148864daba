using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace NetMl.Training.Tests.System;

/// <summary>One app beside the sidecar.</summary>
internal sealed record SidecarApp(string AppId, int AppPort, int DaprPort);

/// <summary>The development sidecar as a process, with its state in a folder of its own; it can be killed and started again.</summary>
internal sealed class DaprLocalProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-training-");
    private readonly string _program;
    private readonly string _runFile;
    private readonly IReadOnlyList<SidecarApp> _apps;
    private Process? _process;

    public DaprLocalProcess(IReadOnlyList<SidecarApp> apps)
    {
        _program = Metadata("DaprLocal") ?? "";
        Skip.IfNot(File.Exists(_program), "the development sidecar is not part of this build");
        _apps = apps;
        _runFile = Path.Combine(_folder.FullName, "dapr.yaml");
        File.WriteAllText(_runFile, RunFile(apps));
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [_program, "run", "--run-file", _runFile])
        {
            Environment = { ["NETML_STATE_DB"] = Path.Combine(_folder.FullName, "dapr.db") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        Assert.NotNull(_process);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.TrueAsync("the sidecar is up", async () =>
        {
            using var response = await http.GetAsync($"http://127.0.0.1:{_apps[0].DaprPort}/v1.0/healthz/outbound");
            return response.IsSuccessStatusCode;
        });
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        _folder.Delete(recursive: true);
    }

    private static string RunFile(IReadOnlyList<SidecarApp> apps)
    {
        var text = new StringBuilder("version: 1\n").AppendLine("common:").AppendLine($"  resourcesPath: {Metadata("Components")}").AppendLine("  logLevel: error").AppendLine("apps:");
        foreach (var app in apps)
            text.AppendLine($"  - appID: {app.AppId}").AppendLine($"    appPort: {app.AppPort}").AppendLine($"    daprHTTPPort: {app.DaprPort}");
        return text.ToString();
    }

    private static string? Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
