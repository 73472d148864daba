using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>One sidecar with everything that its entry in the run file needs.</summary>
sealed record Sidecar(IResource Application, IDaprSidecarResource Resource, DaprSidecarOptions Options, EndpointReference Http, EndpointReference Grpc, string AppHostDirectory)
{
    private IEnumerable<IDaprComponentResource> Components => Resource.Annotations.OfType<DaprComponentReferenceAnnotation>().Select(reference => reference.Component);

    /// <summary>What the components wait for, the sidecar waits for.</summary>
    public IEnumerable<WaitAnnotation> Waits => Components.SelectMany(component => component.Annotations.OfType<WaitAnnotation>());

    /// <summary>The entry under <c>apps</c>, with Dapr's key names; nulls are left out.</summary>
    public Dictionary<string, object> ToRunFileEntry(IReadOnlyDictionary<string, string> environment)
    {
        var app = AppEndpoint();
        var entry = new Dictionary<string, object?>
        {
            ["appID"] = Options.AppId ?? Application.Name,
            ["appDirPath"] = AppHostDirectory,
            ["appPort"] = Options.AppPort ?? app?.Port,
            ["appProtocol"] = Options.AppProtocol ?? app?.Scheme,
            ["appChannelAddress"] = Options.AppChannelAddress ?? app?.Host,
            ["appHealthCheckPath"] = Options.AppHealthCheckPath,
            ["appHealthProbeInterval"] = Options.AppHealthProbeInterval,
            ["appHealthProbeTimeout"] = Options.AppHealthProbeTimeout,
            ["appHealthThreshold"] = Options.AppHealthThreshold,
            ["appMaxConcurrency"] = Options.AppMaxConcurrency,
            ["configFilePath"] = FullPath(Options.Config),
            ["daprHTTPPort"] = Http.Port,
            ["daprGRPCPort"] = Grpc.Port,
            ["daprMaxBodySize"] = Options.DaprMaxBodySize,
            ["daprReadBufferSize"] = Options.DaprReadBufferSize,
            ["enableApiLogging"] = Options.EnableApiLogging,
            ["enableAppHealthCheck"] = Options.EnableAppHealthCheck,
            ["logLevel"] = Options.LogLevel,
            ["metricsPort"] = Options.MetricsPort,
            ["placementHostAddress"] = Options.PlacementHostAddress,
            ["schedulerHostAddress"] = Options.SchedulerHostAddress,
            ["resourcesPaths"] = ResourcesPaths(),
            ["env"] = environment.Count > 0 ? environment : null,
        };
        return entry.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    private EndpointReference? AppEndpoint()
    {
        var name = Options.AppEndpoint ?? Options.AppProtocol ?? "http";
        return Application is IResourceWithEndpoints application && application.GetEndpoint(name) is { IsAllocated: true } endpoint ? endpoint : null;
    }

    private List<string> ResourcesPaths() =>
        [.. Options.ResourcesPaths.Select(FullPath).OfType<string>()
            .Concat(Components.Select(component => Path.GetDirectoryName(FullPath(component.Options?.LocalPath))).OfType<string>()).Distinct()];

    private string? FullPath(string? path) => path is null ? null : Path.GetFullPath(Path.Combine(AppHostDirectory, path));
}
