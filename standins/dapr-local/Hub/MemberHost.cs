using System.Net;
using System.Net.Sockets;
using DaprLocal.Api;
using DaprLocal.Apps;
using DaprLocal.Components;

namespace DaprLocal.Hub;

/// <summary>A process whose state file another process serves: it listens for its apps and passes every request on to that hub.</summary>
internal sealed class MemberHost : ISidecarRole
{
    /// <summary>What is under way when the hub is lost cannot end well: it is not waited for.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(1);

    private readonly WebApplication _host;
    private readonly SidecarListeners _listeners;
    private readonly HubLink _link;

    private MemberHost(WebApplication host, SidecarListeners listeners, HubLink link)
    {
        _host = host;
        _listeners = listeners;
        _link = link;
    }

    public IReadOnlyList<int> HttpPorts => _listeners.Ports;

    public bool LostHub => _link.IsLost;

    /// <summary>Null when the hub cannot be reached: it may just have ended.</summary>
    public static async Task<MemberHost?> TryStartAsync(SidecarOptions options, IReadOnlyList<Component> components, string stateFile, CancellationToken cancellationToken)
    {
        if (HubAddress.Read(stateFile) is not { } hub)
            return null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        SidecarLogging.Configure(builder.Logging, options.Apps[0].LogLevel);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        var apps = options.Apps.Select(app => app.HttpPort > 0 ? app : app with { HttpPort = FreePort() }).ToList();
        var instances = apps.Select(app => new AppInstance(app)).ToList();
        var listeners = SidecarListeners.Open(builder.WebHost, instances, withHub: false);
        var host = builder.Build();
        var link = new HubLink(hub, host.Lifetime);
        host.Run(context => HandleAsync(context, link, host.Lifetime));
        await host.StartAsync(cancellationToken);
        if (await link.TryJoinAsync(apps, components, cancellationToken))
            return new MemberHost(host, listeners, link);
        await host.DisposeAsync();
        link.Dispose();
        return null;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    public void Stop() => _host.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _link.Dispose();
    }

    private static Task HandleAsync(HttpContext context, HubLink link, IHostApplicationLifetime lifetime)
    {
        var call = new ApiCall(context, SidecarListeners.Caller(context) ?? throw new InvalidOperationException("The request came through a listener that belongs to no app."));
        if (!ApiToken.IsAdmitted(context.Request, call.Parts, call.Caller.Options.ApiToken))
            return ApiToken.RefuseAsync(context);
        return call.Parts is ["v1.0", "shutdown"] && call.IsWrite ? new HealthApi(lifetime).ShutdownAsync(call) : link.ForwardAsync(call);
    }

    /// <summary>The hub knows an app by its ports, so they are fixed before the app is told to it.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
