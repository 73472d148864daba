using NetMl.Gateway.Routing;

namespace NetMl.Gateway.Forwarding;

/// <summary>Ends open streams when the gateway stops, which would otherwise wait for them.</summary>
internal sealed class StreamShutdown(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ClusterShape.KindOf(context.GetReverseProxyFeature().Route.Config) != RouteKind.Stream)
        {
            await next(context);
            return;
        }
        using var stop = lifetime.ApplicationStopping.Register(static state => ((HttpContext)state!).Abort(), context);
        await next(context);
    }
}
