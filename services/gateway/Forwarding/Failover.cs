using Microsoft.Extensions.Options;
using NetMl.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace NetMl.Gateway.Forwarding;

/// <summary>
/// Sends a failed request to the next instance when that cannot do anything twice: it never reached the first one, or it only reads or
/// computes; and its body is still whole. What fails for good becomes one sentence.
/// </summary>
internal sealed partial class Failover(RequestDelegate next, GatewayMetrics metrics, IOptions<ForwardingOptions> options, ILogger<Failover> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var service = ClusterShape.AppIdOf(proxy.Cluster.Config);
        var kind = ClusterShape.KindOf(proxy.Route.Config);
        var body = await RequestBody.OpenAsync(context, kind == RouteKind.Computation, options.Value.ReplayBytes);
        List<DestinationState> tried = [];
        while (true)
        {
            await next(context);
            if (proxy.ProxiedDestination is { } instance)
            {
                tried.Add(instance);
                metrics.Forwarded(service, instance.DestinationId);
            }
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested || context.GetForwarderErrorFeature() is not { Error: not ForwarderError.None } failure)
                return;
            var others = proxy.AllDestinations.Except(tried).ToList();
            if (others.Count == 0 || !IsHarmlessAgain(context.Request.Method, kind, failure) || !body.TryRewind())
            {
                GivenUp(service, proxy.ProxiedDestination?.DestinationId, failure.Error, failure.Exception?.Message);
                await ForwardingFailure.WriteAsync(context, service, failure);
                return;
            }
            FailedOver(service, tried[^1].DestinationId, failure.Error);
            metrics.FailedOver(service, tried[^1].DestinationId);
            StartAgain(context, proxy, others);
        }
    }

    private static bool IsHarmlessAgain(string method, RouteKind kind, IForwarderErrorFeature failure) =>
        ForwardingFailure.NeverReached(failure)
        || ((kind == RouteKind.Computation || HttpMethods.IsGet(method))
            && failure.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination);

    private static void StartAgain(HttpContext context, IReverseProxyFeature proxy, IReadOnlyList<DestinationState> others)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        var well = others.Where(instance => instance.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy }).ToList();
        proxy.AvailableDestinations = well.Count > 0 ? well : others;
        proxy.ProxiedDestination = null;
    }
}
