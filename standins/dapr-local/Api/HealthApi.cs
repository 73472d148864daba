namespace DaprLocal.Api;

/// <summary>healthz, healthz/outbound and shutdown.</summary>
public sealed class HealthApi(IHostApplicationLifetime lifetime)
{
    public Task HandleAsync(ApiCall call)
    {
        if (call.Query("appid") is { Length: > 0 } wanted && wanted != call.Caller.Options.AppId)
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_HEALTH_APPID_NOT_MATCH", "dapr app-id does not match");
        var outbound = call.Parts is [_, _, "outbound"];
        if (!outbound && !call.Caller.HasBeenSeen)
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_HEALTH_NOT_READY", "dapr is not ready");
        call.NoContent();
        return Task.CompletedTask;
    }

    public Task ShutdownAsync(ApiCall call)
    {
        call.NoContent();
        call.Context.Response.OnCompleted(() =>
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }
}
