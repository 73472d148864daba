using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

public static class IDistributedApplicationBuilderExtensions
{
    /// <summary>Adds Dapr; calling it again only adds options.</summary>
    public static IDistributedApplicationBuilder AddDapr(this IDistributedApplicationBuilder builder, Action<DaprOptions>? configure = null)
    {
        if (configure is not null)
            builder.Services.Configure(configure);
        if (builder.Services.Any(service => service.ServiceType == typeof(SidecarHost)))
            return builder;
        builder.Services.TryAddSingleton<SidecarHost>();
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            start.Services.GetRequiredService<SidecarHost>().AddTo(start.Model, builder.AppHostDirectory, start.Services.GetRequiredService<IOptions<DaprOptions>>().Value);
            return Task.CompletedTask;
        });
        return builder;
    }

    public static IResourceBuilder<IDaprComponentResource> AddDaprComponent(this IDistributedApplicationBuilder builder, string name, string type, DaprComponentOptions? options = null) =>
        builder.AddResource(new DaprComponentResource(name, type) { Options = options });

    public static IResourceBuilder<IDaprComponentResource> AddDaprPubSub(this IDistributedApplicationBuilder builder, string name, DaprComponentOptions? options = null) =>
        builder.AddDaprComponent(name, "pubsub", options);

    public static IResourceBuilder<IDaprComponentResource> AddDaprStateStore(this IDistributedApplicationBuilder builder, string name, DaprComponentOptions? options = null) =>
        builder.AddDaprComponent(name, "state", options);
}
