using System.Net;
using Microsoft.Extensions.Options;
using NetMl.Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace NetMl.Gateway.Routing;

/// <summary>Makes the YARP clusters of a service: one for calls, one for streams, since a stream may be silent for long.</summary>
internal sealed class ClusterShape(IOptions<ForwardingOptions> options)
{
    private const string AppIdKey = "app-id";

    private static readonly TimeSpan StreamSilence = TimeSpan.FromDays(1);

    public static string AppIdOf(ClusterConfig cluster) => cluster.Metadata?[AppIdKey] ?? cluster.ClusterId;

    public static RouteConfig RouteOf(ApiRoute route) => new()
    {
        RouteId = route.Id,
        ClusterId = route.Kind == RouteKind.Stream ? StreamsOf(route.AppId) : route.AppId,
        Match = new() { Path = route.Path },
        Metadata = new Dictionary<string, string> { [nameof(RouteKind)] = route.Kind.ToString() },
    };

    public static RouteKind KindOf(RouteConfig route) =>
        Enum.TryParse<RouteKind>(route.Metadata?[nameof(RouteKind)], out var kind) ? kind : RouteKind.Call;

    public IEnumerable<ClusterConfig> Of(string appId, IReadOnlyDictionary<string, string> instances)
    {
        yield return Cluster(appId, appId, instances, options.Value.Silence, probes: true);
        if (ApiRoutes.All.Any(route => route.AppId == appId && route.Kind == RouteKind.Stream))
            yield return Cluster(StreamsOf(appId), appId, instances, StreamSilence, probes: false);
    }

    private static string StreamsOf(string appId) => $"{appId}-streams";

    private ClusterConfig Cluster(string id, string appId, IReadOnlyDictionary<string, string> instances, TimeSpan silence, bool probes) => new()
    {
        ClusterId = id,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = instances.ToDictionary(instance => instance.Key, instance => new DestinationConfig { Address = instance.Value }),
        HttpClient = new() { EnableMultipleHttp2Connections = true },
        HttpRequest = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = silence,
        },
        HealthCheck = new()
        {
            // A lone instance that is slow to answer its probe is still better than none: when all look ill, all are tried.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new() { Enabled = probes, Interval = options.Value.ProbeInterval, Timeout = options.Value.ProbeTimeout, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Path = "/health" },
            Passive = new() { Enabled = true, Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate, ReactivationPeriod = options.Value.Reactivation },
        },
        Metadata = new Dictionary<string, string> { [AppIdKey] = appId },
    };
}
