using Dapr;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

public static class ActorsServiceCollectionExtensions
{
    /// <summary>Adds the actor runtime and <see cref="IActorProxyFactory"/>, for the sidecar that the configuration or the environment names.</summary>
    public static void AddActors(this IServiceCollection services, Action<ActorRuntimeOptions> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddHealthChecks();
        services.TryAddSingleton(provider => new ActorActivator(provider));
        services.TryAdd(new ServiceDescriptor(typeof(IActorProxyFactory), CreateProxyFactory, lifetime));
        services.TryAdd(new ServiceDescriptor(typeof(ActorRuntime), CreateRuntime, lifetime));
        if (configure is not null)
            services.Configure(configure);
    }

    private static ActorRuntime CreateRuntime(IServiceProvider provider) => new(
        Options(provider),
        provider.GetRequiredService<ActorActivator>(),
        provider.GetRequiredService<ILoggerFactory>(),
        provider.GetRequiredService<IActorProxyFactory>());

    private static ActorProxyFactory CreateProxyFactory(IServiceProvider provider)
    {
        var options = Options(provider);
        return new ActorProxyFactory(new ActorProxyOptions
        {
            HttpEndpoint = options.HttpEndpoint,
            DaprApiToken = options.DaprApiToken,
            JsonSerializerOptions = options.JsonSerializerOptions,
            UseJsonSerialization = options.UseJsonSerialization,
        });
    }

    private static ActorRuntimeOptions Options(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ActorRuntimeOptions>>().Value;
        var configuration = provider.GetService<IConfiguration>();
        if (string.IsNullOrWhiteSpace(options.DaprApiToken))
            options.DaprApiToken = DaprDefaults.GetDefaultDaprApiToken(configuration);
        if (string.IsNullOrWhiteSpace(options.HttpEndpoint))
            options.HttpEndpoint = DaprDefaults.GetDefaultHttpEndpoint(configuration);
        return options;
    }
}
