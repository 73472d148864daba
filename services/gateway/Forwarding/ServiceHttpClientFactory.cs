using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace NetMl.Gateway.Forwarding;

/// <summary>Pooled connections that notice soon when the other side is gone.</summary>
internal sealed class ServiceHttpClientFactory(IOptions<ForwardingOptions> options, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectTimeout;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
    }
}
