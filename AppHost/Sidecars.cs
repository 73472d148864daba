using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost;

/// <summary>Adds services with a sidecar each; only who holds the tokens of this run talks to either.</summary>
sealed class Sidecars(IDistributedApplicationBuilder builder, AppHostSettings settings)
{
    /// <summary>A snapshot of a large capture passes through service invocation in one body.</summary>
    private const string MaxBodySize = "256Mi";

    /// <summary>A service sends it to its sidecar.</summary>
    private readonly IResourceBuilder<ParameterResource> _daprToken = builder.AddSecret("dapr-api-token");

    /// <summary>A sidecar, or the gateway, sends it to a service.</summary>
    public IResourceBuilder<ParameterResource> AppToken { get; } = builder.AddSecret("app-api-token");

    public DaprComponentOptions Component(string name) => new() { LocalPath = Path.Combine(settings.DaprResourcesPath, name + ".yaml") };

    /// <param name="name">The resource: one process.</param>
    /// <param name="appId">The Dapr app-id, shared by the instances of a service.</param>
    public IResourceBuilder<ProjectResource> AddService<TProject>(string name, string appId, params IResourceBuilder<IDaprComponentResource>[] components)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name)
            .WithSameBuild()
            .WithServiceSettings(settings)
            .WithHttpEndpoint(name: "http", env: "HTTP_PORT")
            .WithHttpEndpoint(name: "h2c", env: "H2C_PORT")
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("DAPR_API_TOKEN", _daprToken)
            .WithEnvironment("APP_API_TOKEN", AppToken)
            .WithDaprSidecar(sidecar =>
            {
                sidecar.WithOptions(new DaprSidecarOptions
                {
                    AppId = appId,
                    AppEndpoint = "http",
                    DaprMaxBodySize = MaxBodySize,
                    // daprd asks for actor types and subscriptions once: only when the app answers, not when a proxy holds its port.
                    EnableAppHealthCheck = true,
                    AppHealthCheckPath = "/alive",
                    AppHealthProbeInterval = 1,
                    AppHealthProbeTimeout = 3000,
                    AppHealthThreshold = 10,
                });
                sidecar.WithAnnotation(new EnvironmentCallbackAnnotation(AddSidecarEnvironment));
                foreach (var component in components)
                    sidecar.WithReference(component);
            });

    /// <summary>The toolkit hands a sidecar's own environment callbacks to the process that it starts; daprd inherits from there.</summary>
    private void AddSidecarEnvironment(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables["DAPR_API_TOKEN"] = _daprToken.Resource;
        context.EnvironmentVariables["APP_API_TOKEN"] = AppToken.Resource;
        context.EnvironmentVariables["NETML_STATE_DB"] = Path.Combine(settings.DataDirectory, "dapr.db");
    }
}

static class SecretExtensions
{
    /// <summary>A secret that is new in each run, unless configuration gives <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
}
