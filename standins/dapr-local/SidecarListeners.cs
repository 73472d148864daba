using System.Net;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprLocal;

/// <summary>One loopback port for each app instance (a request's port tells who calls), and one for other processes on the same state file.</summary>
internal sealed class SidecarListeners
{
    private const int SmallestHeaderBytes = 4 << 10;
    private const int HubHeaderBytes = 64 << 10;

    private readonly List<ListenOptions> _apps = [];
    private ListenOptions? _hub;

    /// <summary>In the order of the apps, once the server runs.</summary>
    public IReadOnlyList<int> Ports => [.. _apps.Select(listener => listener.IPEndPoint?.Port ?? 0)];

    public int HubPort => _hub?.IPEndPoint?.Port ?? 0;

    public static SidecarListeners Open(IWebHostBuilder web, IReadOnlyList<AppInstance> instances, bool withHub)
    {
        var listeners = new SidecarListeners();
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null; // bodies are passed through: their pace is the caller's business
            kestrel.Limits.MinResponseDataRate = null;
            var largest = Math.Max(SmallestHeaderBytes, instances.Max(instance => instance.Options.ReadBufferBytes));
            kestrel.Limits.MaxRequestHeadersTotalSize = (int)(withHub ? Math.Max(largest, HubHeaderBytes) : largest);
            foreach (var instance in instances)
                kestrel.Listen(IPAddress.Loopback, instance.Options.HttpPort, listener => listeners._apps.Add(Configure(listener, instance)));
            if (withHub)
                kestrel.Listen(IPAddress.Loopback, 0, listener => listeners._hub = Configure(listener, null));
        });
        return listeners;
    }

    /// <summary>The app through whose port a request came; null = through the port for other processes.</summary>
    public static AppInstance? Caller(HttpContext context) => context.Features.Get<AppInstance>();

    private static ListenOptions Configure(ListenOptions listener, AppInstance? instance)
    {
        listener.Protocols = HttpProtocols.Http1;
        if (instance is not null)
            listener.Use(next => connection =>
            {
                connection.Features.Set(instance);
                return next(connection);
            });
        return listener;
    }
}
