using System.Diagnostics;
using System.Text;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>The built dapr-local as a process of its own, so that it can be killed.</summary>
internal sealed class SidecarProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private SidecarProcess(Process process, int port)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static SidecarProcess Start(int port, params string[] args) => Start(port, new Dictionary<string, string>(), args);

    public static SidecarProcess Start(int port, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dapr-local.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "DAPR_API_TOKEN", "APP_API_TOKEN", "NETML_STATE_DB" })
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start);
        Assert.NotNull(process);
        return new SidecarProcess(process, port);
    }

    /// <summary>Starts one app's sidecar and waits until it serves; with an app also until that is up.</summary>
    public static async Task<SidecarProcess> StartAsync(ComponentFolder folder, string appId, int appPort = 0, int httpPort = 0)
    {
        var port = httpPort == 0 ? FreePort.Next() : httpPort;
        var process = Start(port, "run", "--app-id", appId, "--app-port", $"{appPort}", "--dapr-http-port", $"{port}", "--resources-path", folder.Path, "--log-level", "warn");
        await process.UntilReadyAsync();
        return process;
    }

    public Task UntilReadyAsync(string path = "/v1.0/healthz") => Until.TrueAsync(
        async () =>
        {
            Assert.False(_process.HasExited, Output);
            try
            {
                return (await Http.GetAsync(path)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "the sidecar is ready", 30);

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>kill -9: nothing is flushed, nothing is said goodbye to.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Http.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
