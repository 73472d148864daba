using Dapr;
using Dapr.Actors;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>A sidecar or an actor that cannot be reached now is a passing trouble: 503, so that sites and people try again.</summary>
static class SidecarPatience
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception transport) when (transport is HttpRequestException or DaprException && transport is not ActorMethodInvocationException { InnerException: not null })
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return TypedResults.Problem("The federation cannot be reached now: the coordinator's sidecar or state store is not up; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
