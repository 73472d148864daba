using Microsoft.AspNetCore.Routing;
using NetMl.Gateway.Keys;
using NetMl.Gateway.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace NetMl.Gateway.Forwarding;

internal static class ForwardingExtensions
{
    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddCheckedSettings<ForwardingOptions, ForwardingOptionsValidator>(ForwardingOptions.Section);
        services.AddSingleton<ClusterShape>();
        services.AddSingleton<IProxyConfigProvider, ProxyConfigSource>();
        services.AddSingleton<TrustBoundary>();
        services.AddSingleton<IForwarderHttpClientFactory, ServiceHttpClientFactory>();
        services.AddReverseProxy()
            .AddTransforms(transforms =>
            {
                var boundary = transforms.Services.GetRequiredService<TrustBoundary>();
                transforms.AddRequestTransform(transform =>
                {
                    boundary.Cross(transform.ProxyRequest, transform.HttpContext.Features.Get<Caller>()?.Site);
                    return ValueTask.CompletedTask;
                });
            });
        services.Configure<TransportFailureRateHealthPolicyOptions>(policy =>
        {
            // Three failures within ten seconds, and a third of the traffic, take an instance out.
            policy.DetectionWindowSize = TimeSpan.FromSeconds(10);
            policy.MinimalTotalCountThreshold = 3;
        });
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);

        // Failed requests and probes: Failover says which instance did not answer, YARP's health updater when one is taken out.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error);
    }

    public static void MapForwarding(this WebApplication app) =>
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<StreamShutdown>();
            pipeline.UseMiddleware<Failover>();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        })
        .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(new HttpMethodMetadata(ApiRoutes.ById(route.RouteId).Methods)));
}
