using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Actors.Runtime;

/// <summary>Creates actors, each in a dependency-injection scope of its own that ends when it is deactivated.</summary>
internal sealed class ActorActivator(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();

    internal async Task<ActiveActor> CreateAsync(ActorHost host)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            var factory = _factories.GetOrAdd(host.ActorTypeInfo.ImplementationType, type => ActivatorUtilities.CreateFactory(type, [typeof(ActorHost)]));
            return new ActiveActor((Actor)factory(scope.ServiceProvider, [host]), scope);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }
}
