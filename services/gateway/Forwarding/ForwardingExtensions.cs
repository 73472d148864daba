using Microsoft.Extensions.Options;
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
        services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ForwardingOptions>, ForwardingOptionsValidator>();
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
                    boundary.Cross(transform.ProxyRequest);
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
    }

    public static void MapForwarding(this WebApplication app) =>
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<StreamShutdown>();
            pipeline.UseMiddleware<Failover>();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
}
