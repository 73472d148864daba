using System.Reflection;
using NetMl.Contracts;
using NetMl.Tests;

namespace NetMl.FederationSystem.Tests.Processes;

/// <summary>Sidecar, coordinator and gateway as they run in the cluster: tokens between them, one secret of the sites' keys.</summary>
internal sealed class FederationProcesses : IAsyncDisposable
{
    private const string AdminKey = "an-admin-key-of-this-test";
    private const string AppToken = "an-app-token-of-this-test";
    private const string DaprToken = "a-dapr-token-of-this-test";
    private const string Secret = "a-secret-of-thirty-two-characters";

    private readonly DirectoryInfo _folder;
    private readonly ServiceProcess _sidecar;
    private readonly ServiceProcess _gateway;
    private readonly SemaphoreSlim _restart = new(1);

    private FederationProcesses(DirectoryInfo folder)
    {
        _folder = folder;
        var (http, h2c, dapr, gateway) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        var runFile = Path.Combine(folder.FullName, "dapr.yaml");
        File.WriteAllText(runFile, $"""
            version: 1
            common:
              resourcesPath: {Metadata("Components")}
              logLevel: error
              env:
                DAPR_API_TOKEN: {DaprToken}
                APP_API_TOKEN: {AppToken}
            apps:
              - appID: {AppIds.TrainingCoordinator}
                appPort: {http}
                daprHTTPPort: {dapr}
                daprMaxBodySize: 256Mi
                enableAppHealthCheck: true
                appHealthCheckPath: /alive
                appHealthProbeInterval: 1
                appHealthProbeTimeout: 3000
                appHealthThreshold: 10
            """);
        _sidecar = new(Metadata("DaprLocal") ?? "", ["run", "--run-file", runFile],
            new Dictionary<string, string> { ["NETML_STATE_DB"] = Path.Combine(folder.FullName, "dapr.db") }, new Uri($"http://127.0.0.1:{dapr}/v1.0/healthz/outbound"));
        Coordinator = new(Metadata("Coordinator") ?? "", [], new Dictionary<string, string>
        {
            ["HTTP_PORT"] = $"{http}",
            ["H2C_PORT"] = $"{h2c}",
            ["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{dapr}",
            ["DAPR_API_TOKEN"] = DaprToken,
            ["APP_API_TOKEN"] = AppToken,
            ["SiteKeys__Secret"] = Secret,
            ["Logging__LogLevel__Default"] = "Warning",
        }, new Uri($"http://127.0.0.1:{http}/alive"));
        _gateway = new(Metadata("Gateway") ?? "", [], new Dictionary<string, string>
        {
            ["HTTP_PORT"] = $"{gateway}",
            ["APP_API_TOKEN"] = AppToken,
            ["Gateway__ApiKey"] = AdminKey,
            [$"Gateway__Clusters__{AppIds.TrainingCoordinator}__one"] = $"http://127.0.0.1:{h2c}",
            ["Gateway__Forwarding__ProbeInterval"] = "00:00:00.2",
            ["SiteKeys__Secret"] = Secret,
            ["Logging__LogLevel__Default"] = "Warning",
        }, new Uri($"http://127.0.0.1:{gateway}/alive"));
        Gateway = new Uri($"http://127.0.0.1:{gateway}");
        Admin = new HttpClient { BaseAddress = Gateway, DefaultRequestHeaders = { { WireHeaders.ApiKey, AdminKey } } };
    }

    public Uri Gateway { get; }

    /// <summary>Through the gateway with the administrator's key.</summary>
    public HttpClient Admin { get; }

    public ServiceProcess Coordinator { get; }

    public string Folder => _folder.FullName;

    public static async Task<FederationProcesses> StartAsync()
    {
        Skip.IfNot(File.Exists(Metadata("DaprLocal")), "the development sidecar is not part of this build");
        var processes = new FederationProcesses(Directory.CreateTempSubdirectory("netml-chaos-"));
        try
        {
            foreach (var process in (ServiceProcess[])[processes._sidecar, processes.Coordinator, processes._gateway])
                process.Start();
            foreach (var process in (ServiceProcess[])[processes._sidecar, processes.Coordinator, processes._gateway])
                await process.WaitAsync();
            return processes;
        }
        catch
        {
            await processes.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9 of the coordinator, and another one in its place.</summary>
    public async Task RestartCoordinatorAsync()
    {
        await _restart.WaitAsync();
        try
        {
            Coordinator.Kill();
            Coordinator.Start();
        }
        finally
        {
            _restart.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _restart.WaitAsync();
        Admin.Dispose();
        _gateway.Dispose();
        Coordinator.Dispose();
        _sidecar.Dispose();
        _restart.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Metadata(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
