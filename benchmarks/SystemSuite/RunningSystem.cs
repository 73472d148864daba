using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.SystemSuite;

/// <summary>The whole system as one AppHost process, with a data directory and a port of its own; stopped at the end.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>One read from each service behind the gateway; the AppHost writes its key file when all resources are healthy.</summary>
    private static readonly string[] Probes = ["health", "v1/datasets", "v1/jobs", "v1/models", "v2/health/ready"];

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StreamWriter _log;

    private RunningSystem(Process process, DirectoryInfo folder, StreamWriter log) => (_process, _folder, _log) = (process, folder, log);

    public int ProcessId => _process.Id;

    /// <summary>From the start of the AppHost process to the last healthy answer.</summary>
    public TimeSpan ColdStart { get; private set; }

    public string GatewayFile => Path.Combine(_folder.FullName, "gateway.json");

    public HttpClient Gateway { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    public static async Task<RunningSystem> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-");
        var log = new StreamWriter(Path.Combine(folder.FullName, "apphost.log")) { AutoFlush = true };
        var started = Stopwatch.GetTimestamp();
        var system = new RunningSystem(Launch(folder, log), folder, log);
        try
        {
            await system.WaitAsync(started, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
                await signal.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
        Gateway.Dispose();
        await _log.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A built program of this repository, in this build's configuration.</summary>
    public static string Program(string folder, string assembly)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Release";
        var path = Path.Combine(Host.Root, folder, "bin", configuration, "net10.0", assembly + ".dll");
        return File.Exists(path) ? path : throw new BenchmarkFailure($"{path} is missing: build the solution with -c {configuration} first.");
    }

    private static Process Launch(DirectoryInfo folder, StreamWriter log)
    {
        var start = new ProcessStartInfo("dotnet", [Program("AppHost", "NetMl.AppHost"), "--Gateway:Port=0", $"--Data:Directory={Path.Combine(folder.FullName, "data")}"])
        {
            WorkingDirectory = Path.Combine(Host.Root, "AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NETML_GATEWAY_FILE"] = Path.Combine(folder.FullName, "gateway.json");
        var process = Process.Start(start) ?? throw new BenchmarkFailure("dotnet did not start.");
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
                log.WriteLine(line);
        }
    }

    private async Task WaitAsync(long started, CancellationToken cancellationToken)
    {
        while (!await IsHealthyAsync(cancellationToken))
        {
            if (_process.HasExited)
                throw new BenchmarkFailure($"The AppHost ended with code {_process.ExitCode}: {LastLine()}");
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchmarkFailure($"The system was not healthy within {Patience.TotalSeconds:0} s: {LastLine()}");
            await Task.Delay(Interval, cancellationToken);
        }
        ColdStart = Stopwatch.GetElapsedTime(started);
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        if (Gateway.BaseAddress is null && !await ReadGatewayFileAsync(cancellationToken))
            return false;
        try
        {
            foreach (var probe in Probes)
            {
                using var response = await Gateway.GetAsync(probe, cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK)
                    return false;
            }
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<bool> ReadGatewayFileAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(GatewayFile))
            return false;
        try
        {
            using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(GatewayFile, cancellationToken));
            Gateway.DefaultRequestHeaders.Add("X-Api-Key", file.RootElement.GetProperty("key").GetString());
            Gateway.BaseAddress = new Uri(file.RootElement.GetProperty("gateway").GetString() ?? "");
            return true;
        }
        catch (JsonException)
        {
            // Half written.
            return false;
        }
    }

    private string LastLine()
    {
        lock (_log)
        {
            return File.ReadLines(Path.Combine(_folder.FullName, "apphost.log")).LastOrDefault(line => line.Length > 0) ?? "it wrote nothing";
        }
    }
}
