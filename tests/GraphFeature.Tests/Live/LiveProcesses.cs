using System.Net;
using System.Reflection;
using NetMl.Contracts;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Live;

/// <summary>Sidecar, graph-feature and gateway as processes, on a SQLite file.</summary>
internal sealed class LiveProcesses : IAsyncDisposable
{
    private const string Key = "a-key-of-this-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-live-");
    private readonly ServiceProcess _sidecar;
    private readonly ServiceProcess _gateway;

    private LiveProcesses()
    {
        var (http, h2c, dapr, gateway, gatewayH2c) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        var runFile = Path.Combine(_folder.FullName, "dapr.yaml");
        File.WriteAllText(runFile, $"""
            version: 1
            common:
              resourcesPath: {Metadata("Components")}
              logLevel: error
            apps:
              - appID: {AppIds.GraphFeature}
                appPort: {http}
                daprHTTPPort: {dapr}
            """);
        _sidecar = new(Metadata("DaprLocal") ?? "", ["run", "--run-file", runFile],
            new Dictionary<string, string> { ["NETML_STATE_DB"] = Path.Combine(_folder.FullName, "dapr.db") }, new Uri($"http://127.0.0.1:{dapr}/v1.0/healthz/outbound"));
        GraphFeature = new(Metadata("GraphFeature") ?? "", [], new Dictionary<string, string>
        {
            ["HTTP_PORT"] = $"{http}",
            ["H2C_PORT"] = $"{h2c}",
            ["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{dapr}",
            ["FlowStore__Path"] = Path.Combine(_folder.FullName, "flows.db"),
            ["Behaviours__QuietMilliseconds"] = "20",
            ["Logging__LogLevel__Default"] = "Warning",
        }, new Uri($"http://127.0.0.1:{http}/alive"));
        _gateway = new(Metadata("Gateway") ?? "", [], new Dictionary<string, string>
        {
            ["HTTP_PORT"] = $"{gateway}",
            ["H2C_PORT"] = $"{gatewayH2c}",
            ["Gateway__ApiKey"] = Key,
            [$"Gateway__Clusters__{AppIds.GraphFeature}__one"] = $"http://127.0.0.1:{h2c}",
            ["Gateway__Forwarding__ProbeInterval"] = "00:00:00.2",
            ["Logging__LogLevel__Default"] = "Warning",
        }, new Uri($"http://127.0.0.1:{gateway}/alive"));
        Service = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        Gateway = Client(gateway, HttpVersion.Version11);
        GatewayOverHttp2 = Client(gatewayH2c, HttpVersion.Version20);
    }

    public ServiceProcess GraphFeature { get; }

    /// <summary>The service itself.</summary>
    public HttpClient Service { get; }

    public HttpClient Gateway { get; }

    public HttpClient GatewayOverHttp2 { get; }

    public static async Task<LiveProcesses> StartAsync()
    {
        Skip.IfNot(File.Exists(Metadata("DaprLocal")), "the development sidecar is not part of this build");
        var processes = new LiveProcesses();
        try
        {
            ServiceProcess[] all = [processes._sidecar, processes.GraphFeature, processes._gateway];
            foreach (var process in all)
                process.Start();
            foreach (var process in all)
                await process.WaitAsync();
            return processes;
        }
        catch
        {
            await processes.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9, and another one in its place.</summary>
    public void Restart()
    {
        GraphFeature.Kill();
        GraphFeature.Start();
    }

    public ValueTask DisposeAsync()
    {
        Service.Dispose();
        Gateway.Dispose();
        GatewayOverHttp2.Dispose();
        _gateway.Dispose();
        GraphFeature.Dispose();
        _sidecar.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static HttpClient Client(int port, Version version) => new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        DefaultRequestHeaders = { { WireHeaders.ApiKey, Key } },
    };

    private static string? Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
