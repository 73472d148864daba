using System.Net;
using DaprLocal.Actors;
using DaprLocal.Api;
using DaprLocal.Apps;
using DaprLocal.Components;
using DaprLocal.Invocation;
using DaprLocal.PubSub;
using DaprLocal.State;
using DaprLocal.Store;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprLocal;

/// <summary>One sidecar process: its listeners, its parts, its life.</summary>
public sealed class Sidecar : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly IReadOnlyList<ListenOptions> _listeners;

    private Sidecar(WebApplication host, IReadOnlyList<ListenOptions> listeners)
    {
        _host = host;
        _listeners = listeners;
    }

    /// <summary>Ports of the API, in the order of the apps.</summary>
    public IReadOnlyList<int> HttpPorts => [.. _listeners.Select(listener => listener.IPEndPoint?.Port ?? 0)];

    public IServiceProvider Services => _host.Services;

    /// <summary>Runs until a signal, the shutdown call or the end of a started app; returns the exit code.</summary>
    public static async Task<int> RunAsync(SidecarOptions options, CancellationToken cancellationToken)
    {
        await using var sidecar = await StartAsync(options, cancellationToken);
        await sidecar._host.WaitForShutdownAsync(cancellationToken);
        return sidecar._host.Services.GetRequiredService<ChildProcesses>().ExitCode;
    }

    public static async Task<Sidecar> StartAsync(SidecarOptions options, CancellationToken cancellationToken)
    {
        var resources = ResourceFiles.Load(options.Apps.SelectMany(app => app.ResourcesPaths));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        SidecarLogging.Configure(builder.Logging, options.Apps[0].LogLevel);
        var apps = new AppDirectory();
        var listeners = SidecarListeners.Open(builder.WebHost, Name(options.Apps, apps));
        Register(builder.Services, options, resources, apps);
        var host = builder.Build();
        host.Run(context => context.RequestServices.GetRequiredService<ApiTable>().HandleAsync(new ApiCall(context, SidecarListeners.Caller(context))));
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await host.DisposeAsync();
            throw new UsageException($"The sidecar cannot listen: {e.Message} Choose another --dapr-http-port or stop what uses it.", e);
        }
        var sidecar = new Sidecar(host, listeners());
        host.Services.GetRequiredService<ChildProcesses>().Start(sidecar.HttpPorts);
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private static IReadOnlyList<AppInstance> Name(IReadOnlyList<AppOptions> options, AppDirectory apps)
    {
        foreach (var app in options)
            apps.Add(new AppInstance($"{app.AppId}#{options.TakeWhile(other => other != app).Count(other => other.AppId == app.AppId) + 1}", app));
        return apps.Instances;
    }

    private static void Register(IServiceCollection services, SidecarOptions options, ResourceFiles resources, AppDirectory apps)
    {
        services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton(apps).AddSingleton(resources.Components).AddSingleton(resources.Resiliency);
        services.AddSingleton<StoreSet>();
        services.AddSingleton(provider => SystemStore.Open(resources.Components, provider.GetRequiredService<StoreSet>()));
        services.AddSingleton(provider => SystemStore.OpenStates(resources.Components, provider.GetRequiredService<StoreSet>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AppChannel(apps, options.AppToken));
        services.AddSingleton<Deliverer>().AddSingleton<MessageStore>(provider => new MessageStore(provider.GetRequiredService<SystemStore>().Store)).AddSingleton<Broker>();
        services.AddSingleton<ActorDirectory>().AddSingleton<Placement>().AddSingleton<ActorCaller>().AddSingleton<ReminderStore>().AddSingleton<ReminderScheduler>();
        services.AddSingleton<ActorApi>().AddSingleton<ActorStateApi>().AddSingleton<TimerApi>().AddSingleton<ReminderApi>();
        services.AddSingleton<PublishApi>().AddSingleton<StateApi>().AddSingleton<InvokeApi>().AddSingleton<HealthApi>().AddSingleton<MetadataApi>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ApiTable>(provider, options.ApiToken ?? ""));
        services.AddSingleton<ChildProcesses>();
        services.AddHostedService(provider => provider.GetRequiredService<Broker>());
        services.AddHostedService<ActorKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ReminderScheduler>());
        services.AddHostedService<AppWatchers>();
        services.AddHostedService<StateSweeper>();
    }
}
