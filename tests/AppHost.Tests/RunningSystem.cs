using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NetMl.Contracts;
using Xunit.Sdk;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NetMl.AppHost.Tests;

/// <summary>The whole system, started once for the tests that share it, on free ports and in a temporary data directory.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>Generous: the build machines start a dozen processes on two slow cores.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static readonly IReadOnlyList<string> Services =
    [
        AppIds.Ingest, AppIds.GraphFeature, AppIds.TrainingCoordinator, AppIds.Gateway,
        .. ((string[])[AppIds.TrainingWorker, AppIds.ParameterShard, AppIds.Inference]).SelectMany(id => (string[])[$"{id}-1", $"{id}-2"]),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-system-");
    private readonly IReadOnlyList<string> _services;
    private readonly IReadOnlyList<string> _moreArgs;
    private IDistributedApplicationTestingBuilder? _builder;
    private DistributedApplication? _app;

    /// <summary>As it is without any setting: flows in a SQLite file.</summary>
    public RunningSystem()
        : this(Services, [])
    {
    }

    private RunningSystem(IReadOnlyList<string> services, IReadOnlyList<string> moreArgs) => (_services, _moreArgs) = (services, moreArgs);

    public DistributedApplication App => _app ?? throw new XunitException("the system has not started");

    public string GatewayFile => Path.Combine(_folder.FullName, "gateway.json");

    /// <summary>Flows in PostgreSQL, and two instances of graph-feature.</summary>
    public static RunningSystem On(string flowsDatabase) => new(
        [.. Services.Where(service => service != AppIds.GraphFeature), $"{AppIds.GraphFeature}-1", $"{AppIds.GraphFeature}-2"], [$"--ConnectionStrings:flows={flowsDatabase}"]);

    /// <summary>A client of the gateway without a key.</summary>
    public HttpClient Anonymous() => App.CreateHttpClient(AppIds.Gateway, "http");

    /// <summary>A client of the gateway with this run's key.</summary>
    public async Task<HttpClient> WithKeyAsync()
    {
        var model = (DistributedApplicationModel)App.Services.GetService(typeof(DistributedApplicationModel))!;
        var key = await model.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "api-key").GetValueAsync(CancellationToken.None);
        var client = Anonymous();
        client.Timeout = Patience;
        client.DefaultRequestHeaders.Add(WireHeaders.ApiKey, key);
        return client;
    }

    public async Task InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        string[] args = [$"--Data:Directory={_folder.FullName}", $"--Gateway:File={GatewayFile}", "--Startup:TimeoutSeconds=300", .. _moreArgs];
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.NetMl_AppHost>(args, patience.Token);
        _app = await _builder.BuildAsync(patience.Token);
        await _app.StartAsync(patience.Token);
        foreach (var service in _services)
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(service, WaitBehavior.StopOnResourceUnavailable, patience.Token);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_builder is not null)
            await _builder.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
