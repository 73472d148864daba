using NetMl.Gateway.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace NetMl.Gateway.Forwarding;

/// <summary>Says in one sentence why a request could not be forwarded.</summary>
internal static class ForwardingFailure
{
    private static readonly TimeSpan RestartTime = TimeSpan.FromSeconds(2);

    /// <summary>No connection came about, so the instance has seen nothing of the request.</summary>
    public static bool NeverReached(IForwarderErrorFeature failure) =>
        failure is { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } };

    public static Task WriteAsync(HttpContext context, string service, IForwarderErrorFeature failure)
    {
        var status = context.Response.StatusCode;
        context.Response.Clear();
        if (failure.Error == ForwarderError.NoAvailableDestinations || NeverReached(failure))
            return GatewayProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"No instance of the service {service} can be reached now; it may be starting or restarting.", RestartTime);
        return failure.Error switch
        {
            ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout =>
                GatewayProblem.WriteAsync(context, StatusCodes.Status504GatewayTimeout, $"The service {service} did not answer in time."),
            ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge =>
                GatewayProblem.WriteAsync(context, status, "The request body is larger than Gateway:Limits:MaxBodyBytes admits; send it in smaller parts."),
            ForwarderError.RequestBodyClient =>
                GatewayProblem.WriteAsync(context, status, "The request body ended before it was complete."),
            ForwarderError.RequestCreation =>
                GatewayProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The request has a header or a target that cannot be forwarded."),
            _ => GatewayProblem.WriteAsync(context, StatusCodes.Status502BadGateway, $"The connection to the service {service} broke before it answered; whether it acted on the request is unknown."),
        };
    }
}
