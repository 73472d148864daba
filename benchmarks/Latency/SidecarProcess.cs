using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NetMl.Benchmarks.Machine;
using NetMl.Benchmarks.SystemSuite;

namespace NetMl.Benchmarks.Latency;

/// <summary>A dapr-local of its own beside one app, with the components of this repository and a state file of its own.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private SidecarProcess(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    public static async Task<SidecarProcess> StartAsync(int appPort, HttpClient http, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-dapr-");
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet",
        [
            RunningSystem.Program("standins/dapr-local", "dapr-local"), "run", "--app-id", "benchmark", "--app-port", $"{appPort}", "--dapr-http-port", $"{port}",
            "--resources-path", Path.Combine(Host.Root, "components", "local"), "--log-level", "error",
        ]);
        start.Environment["NETML_STATE_DB"] = Path.Combine(folder.FullName, "state.db");
        start.Environment.Remove("DAPR_API_TOKEN");
        start.Environment.Remove("APP_API_TOKEN");
        var process = Process.Start(start) ?? throw new BenchmarkFailure("dapr-local did not start.");
        var sidecar = new SidecarProcess(process, folder, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await sidecar.WaitAsync(http, cancellationToken);
            return sidecar;
        }
        catch
        {
            await sidecar.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitAsync(HttpClient http, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(100, cancellationToken))
        {
            try
            {
                using var response = await http.GetAsync(new Uri(Address, "/v1.0/healthz"), cancellationToken);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It is not listening yet.
            }
        }
        throw new BenchmarkFailure($"dapr-local was not healthy within {Patience.TotalSeconds:0} s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
