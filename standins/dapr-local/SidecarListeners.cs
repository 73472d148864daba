using System.Net;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprLocal;

/// <summary>One loopback port for each app instance; a request's port tells who calls.</summary>
internal static class SidecarListeners
{
    private const int SmallestHeaderBytes = 4 << 10;

    /// <summary>Plans the listeners. The returned function gives them in the order of the apps once the server runs.</summary>
    public static Func<IReadOnlyList<ListenOptions>> Open(IWebHostBuilder web, IReadOnlyList<AppInstance> instances)
    {
        var listeners = new List<ListenOptions>();
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null; // bodies are passed through: their pace is the caller's business
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = (int)Math.Max(SmallestHeaderBytes, instances.Max(instance => instance.Options.ReadBufferBytes));
            foreach (var instance in instances)
                kestrel.Listen(IPAddress.Loopback, instance.Options.HttpPort, listener =>
                {
                    listener.Protocols = HttpProtocols.Http1;
                    listener.Use(next => connection =>
                    {
                        connection.Features.Set(instance);
                        return next(connection);
                    });
                    listeners.Add(listener);
                });
        });
        return () => listeners;
    }

    public static AppInstance Caller(HttpContext context) => context.Features.Get<AppInstance>()
        ?? throw new InvalidOperationException("The request came through a listener that belongs to no app.");
}
