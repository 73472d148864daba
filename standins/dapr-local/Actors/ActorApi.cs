using DaprLocal.Api;

namespace DaprLocal.Actors;

public sealed class ActorApi
{
    public Task HandleAsync(ApiCall call) => throw new DaprException(500, "ERR_ACTOR_RUNTIME_NOT_FOUND", "actor runtime is not configured");
}
