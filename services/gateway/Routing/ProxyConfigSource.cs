using Microsoft.Extensions.Primitives;
using NetMl.ServiceDefaults.Settings;
using Yarp.ReverseProxy.Configuration;

namespace NetMl.Gateway.Routing;

/// <summary>Gives YARP the routes and clusters, anew whenever configuration changes.</summary>
internal sealed partial class ProxyConfigSource : IProxyConfigProvider, IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ClusterShape _shape;
    private readonly ILogger<ProxyConfigSource> _logger;
    private readonly IDisposable _subscription;
    private volatile Generation _current;

    public ProxyConfigSource(IConfiguration configuration, ClusterShape shape, ILogger<ProxyConfigSource> logger)
    {
        (_configuration, _shape, _logger) = (configuration, shape, logger);
        _current = Read();
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public IProxyConfig GetConfig() => _current;

    public void Dispose()
    {
        _subscription.Dispose();
        _current.Dispose();
    }

    private void Reload()
    {
        var previous = _current;
        try
        {
            _current = Read();
        }
        catch (WrongSettingException refused)
        {
            InstancesKept(refused.Message);
            return;
        }
        previous.Expire();
    }

    private Generation Read()
    {
        var clusters = ApiRoutes.Services.SelectMany(appId => _shape.Of(appId, InstanceDirectory.InstancesOf(appId, _configuration))).ToList();
        foreach (var cluster in clusters)
            InstancesRead(cluster.ClusterId, string.Join(", ", cluster.Destinations?.Keys ?? []));
        return new(clusters);
    }

    private sealed class Generation(IReadOnlyList<ClusterConfig> clusters) : IProxyConfig, IDisposable
    {
        private readonly CancellationTokenSource _expiry = new();

        public IReadOnlyList<RouteConfig> Routes { get; } = [.. ApiRoutes.All.Select(ClusterShape.RouteOf)];

        public IReadOnlyList<ClusterConfig> Clusters => clusters;

        public IChangeToken ChangeToken => new CancellationChangeToken(_expiry.Token);

        public void Expire() => _expiry.Cancel();

        public void Dispose() => _expiry.Dispose();
    }
}
