using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Actors.Runtime;

/// <summary>An actor instance and its scope; disposing it disposes the actor as well.</summary>
internal sealed class ActiveActor(Actor actor, AsyncServiceScope scope) : IAsyncDisposable
{
    internal Actor Actor => actor;

    public async ValueTask DisposeAsync()
    {
        if (actor is IAsyncDisposable asyncDisposable)
            await asyncDisposable.DisposeAsync();
        else if (actor is IDisposable disposable)
            disposable.Dispose();
        await scope.DisposeAsync();
    }
}
