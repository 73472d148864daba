using System.Collections.Concurrent;
using DaprLocal.PubSub;

namespace DaprLocal.Apps;

/// <summary>One running (or expected) instance of an app: where it listens, whether it lives, what it said of itself.</summary>
public sealed class AppInstance(AppOptions options)
{
    /// <summary>Unique among the instances: app-id and port, stable over restarts of app and sidecar.</summary>
    public string Name { get; } = options.AppPort > 0 ? $"{options.AppId}#{options.AppPort}" : $"{options.AppId}#http{options.HttpPort}";

    public AppOptions Options => options;

    public Uri Address { get; } = new($"{(options.AppProtocol == "https" ? "https" : "http")}://{options.AppChannelAddress}:{options.AppPort}");

    public bool HasApp => options.AppPort > 0;

    /// <summary>True once the app has been up, or when there is none to wait for.</summary>
    public bool HasBeenSeen => !HasApp || _seen;

    public bool IsLive { get; private set; }

    public AppConfig Config { get; private set; } = AppConfig.Empty;

    public IReadOnlyList<Subscription> Subscriptions { get; private set; } = [];

    /// <summary>Labels set by PUT metadata/{key}.</summary>
    public ConcurrentDictionary<string, string> Labels { get; } = new();

    /// <summary>Caps calls to the app when --app-max-concurrency says so.</summary>
    public SemaphoreSlim? Gate { get; } = options.MaxConcurrency > 0 ? new SemaphoreSlim(options.MaxConcurrency) : null;

    private volatile bool _seen;

    internal void Up(AppConfig config, IReadOnlyList<Subscription> subscriptions)
    {
        Config = config;
        Subscriptions = subscriptions;
        _seen = true;
        IsLive = true;
    }

    internal void Down() => IsLive = false;
}
