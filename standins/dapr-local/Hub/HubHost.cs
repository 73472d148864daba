using DaprLocal.Actors;
using DaprLocal.Api;
using DaprLocal.Apps;
using DaprLocal.Components;
using DaprLocal.Invocation;
using DaprLocal.PubSub;
using DaprLocal.State;
using DaprLocal.Store;

namespace DaprLocal.Hub;

/// <summary>The process that serves the state file: all building blocks, for its own apps and for those of other processes.</summary>
public sealed class HubHost : ISidecarRole
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _host;
    private readonly SidecarListeners _listeners;
    private readonly HubLock? _lock;

    private HubHost(WebApplication host, SidecarListeners listeners, HubLock? hubLock)
    {
        _host = host;
        _listeners = listeners;
        _lock = hubLock;
    }

    public IReadOnlyList<int> HttpPorts => _listeners.Ports;

    public bool LostHub => false;

    public IServiceProvider Services => _host.Services;

    internal static async Task<HubHost> StartAsync(SidecarOptions options, ResourceFiles resources, string? stateFile, HubLock? hubLock, CancellationToken cancellationToken)
    {
        WebApplication? host = null;
        HubHost? started = null;
        try
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            SidecarLogging.Configure(builder.Logging, options.Apps[0].LogLevel);
            var apps = new AppDirectory();
            foreach (var app in options.Apps)
                apps.Add(new AppInstance(app));
            var listeners = SidecarListeners.Open(builder.WebHost, apps.Instances, withHub: stateFile is not null);
            Register(builder.Services, resources, apps, stateFile);
            host = builder.Build();
            HubApi? hub = null;
            host.Run(context => SidecarListeners.Caller(context) is { } caller
                ? context.RequestServices.GetRequiredService<ApiTable>().HandleAsync(new ApiCall(context, caller))
                : hub?.HandleAsync(context) ?? Task.CompletedTask);
            await host.StartAsync(cancellationToken);
            if (stateFile is not null)
            {
                var address = HubAddress.Create(listeners.HubPort);
                hub = ActivatorUtilities.CreateInstance<HubApi>(host.Services, address);
                address.Write(stateFile);
            }
            return started = new HubHost(host, listeners, hubLock);
        }
        finally
        {
            if (started is null && host is not null)
                await host.DisposeAsync();
            if (started is null)
                hubLock?.Dispose();
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _host.WaitForShutdownAsync(cancellationToken);

    public void Stop() => _host.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _lock?.Dispose(); // last: who takes over must find the state file closed
    }

    private static void Register(IServiceCollection services, ResourceFiles resources, AppDirectory apps, string? stateFile)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        services.AddSingleton(TimeProvider.System).AddSingleton(apps).AddSingleton(resources.Components).AddSingleton(resources.Resiliency);
        services.AddSingleton<StoreSet>();
        services.AddSingleton(provider => SystemStore.Open(stateFile, provider.GetRequiredService<StoreSet>()));
        services.AddSingleton(provider => SystemStore.OpenStates(resources.Components, provider.GetRequiredService<StoreSet>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AppChannel>().AddSingleton<AppWatchers>();
        services.AddSingleton<Deliverer>().AddSingleton<Broker>().AddSingleton(provider => new MessageStore(provider.GetRequiredService<SystemStore>().Store));
        services.AddSingleton<ActorDirectory>().AddSingleton<Placement>().AddSingleton<ActorCaller>().AddSingleton<ReminderStore>().AddSingleton<ReminderScheduler>();
        services.AddSingleton<ActorApi>().AddSingleton<ActorStateApi>().AddSingleton<TimerApi>().AddSingleton<ReminderApi>();
        services.AddSingleton<PublishApi>().AddSingleton<StateApi>().AddSingleton<InvokeApi>().AddSingleton<HealthApi>().AddSingleton<MetadataApi>().AddSingleton<ApiTable>();
        services.AddHostedService(provider => provider.GetRequiredService<Broker>());
        services.AddHostedService<ActorKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ReminderScheduler>());
        services.AddHostedService(provider => provider.GetRequiredService<AppWatchers>());
        services.AddHostedService<StateSweeper>();
        services.AddHostedService<MemoryTrimmer>();
    }
}
