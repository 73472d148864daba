using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;
using Microsoft.Extensions.Configuration;
using NetMl.AppHost.Settings;
using NetMl.Contracts;

namespace NetMl.AppHost;

/// <summary>The map of the system: which services, which sidecars, who finds whom, who waits for whom.</summary>
/// <param name="Gateway">The one door.</param>
/// <param name="ApiKey">Opens it; new in each run.</param>
/// <param name="Services">Everything that must be healthy before the system is up.</param>
sealed record Topology(IResourceBuilder<ProjectResource> Gateway, ParameterResource ApiKey, IReadOnlyList<string> Services);

static class TopologyExtensions
{
    public static Topology AddTopology(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var apiKey = builder.AddSecret("api-key");
        builder.Configuration["Parameters:site-key-secret"] ??= SiteKeySecret.Of(settings.DataDirectory);
        var siteKeySecret = builder.AddSecret("site-key-secret");
        var sidecars = new Sidecars(builder, settings);
        var pubsub = builder.AddDaprPubSub(DaprComponents.PubSub, sidecars.Component(DaprComponents.PubSub));
        var stateStore = builder.AddDaprStateStore(DaprComponents.StateStore, sidecars.Component(DaprComponents.StateStore));
        var modelStore = builder.AddDaprStateStore(DaprComponents.ModelStore, sidecars.Component(DaprComponents.ModelStore));

        // Two instances of a service are two resources with one app-id: each has its own sidecar.
        var ingest = sidecars.AddService<Projects.NetMl_Ingest>(AppIds.Ingest, AppIds.Ingest, pubsub);
        var graphFeatures = builder.AddGraphFeatures(sidecars, settings, pubsub, stateStore);
        var shards = Instances(1, 2, name => sidecars.AddService<Projects.NetMl_ParameterShard>($"{AppIds.ParameterShard}-{name}", AppIds.ParameterShard, stateStore));
        var coordinator = sidecars.AddService<Projects.NetMl_TrainingCoordinator>(AppIds.TrainingCoordinator, AppIds.TrainingCoordinator, pubsub, stateStore, modelStore)
            .WithEnvironment("SiteKeys__Secret", siteKeySecret);
        var workers = Instances(1, 2, name => sidecars.AddService<Projects.NetMl_TrainingWorker>($"{AppIds.TrainingWorker}-{name}", AppIds.TrainingWorker, pubsub, stateStore)
            .WaitFor(coordinator));
        var inference = Instances(1, 2, name => sidecars.AddService<Projects.NetMl_Inference>($"{AppIds.Inference}-{name}", AppIds.Inference, pubsub, modelStore));

        var gateway = builder.AddProject<Projects.NetMl_Gateway>(AppIds.Gateway)
            .WithSameBuild()
            .WithServiceSettings(settings)
            .WithHttpEndpoint(port: settings.GatewayPort, name: "http", env: "HTTP_PORT")
            .WithHttpEndpoint(port: settings.GatewayHttp2Port, name: "h2c", env: "H2C_PORT")
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("Gateway__ApiKey", apiKey)
            .WithEnvironment("SiteKeys__Secret", siteKeySecret)
            .WithEnvironment("APP_API_TOKEN", sidecars.AppToken);
        foreach (var service in (IResourceBuilder<ProjectResource>[])[ingest, .. graphFeatures, coordinator, .. inference])
            gateway.WithReference(service).WaitFor(service);

        return new Topology(gateway, apiKey.Resource, [.. Names([ingest, .. graphFeatures, .. shards, coordinator, .. workers, .. inference, gateway])]);
    }

    /// <summary>One on a SQLite file; two that share a PostgreSQL server, and the work by data set, when the connection string is configured.</summary>
    private static IResourceBuilder<ProjectResource>[] AddGraphFeatures(
        this IDistributedApplicationBuilder builder, Sidecars sidecars, AppHostSettings settings, params IResourceBuilder<IDaprComponentResource>[] components)
    {
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionNames.Flows)))
            return [Add(AppIds.GraphFeature, "flows.db")];
        var flows = builder.AddConnectionString(ConnectionNames.Flows);
        return Instances(1, 2, number => Add($"{AppIds.GraphFeature}-{number}", $"flows-{number}.db").WithReference(flows));

        IResourceBuilder<ProjectResource> Add(string name, string file) =>
            sidecars.AddService<Projects.NetMl_GraphFeature>(name, AppIds.GraphFeature, components)
                .WithEnvironment("FlowStore__Path", Path.Combine(settings.DataDirectory, file));
    }

    private static IResourceBuilder<ProjectResource>[] Instances(int first, int count, Func<int, IResourceBuilder<ProjectResource>> add) =>
        [.. Enumerable.Range(first, count).Select(add)];

    private static IEnumerable<string> Names(IEnumerable<IResourceBuilder<ProjectResource>> services) => services.Select(service => service.Resource.Name);
}
