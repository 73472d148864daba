namespace DaprLocal.Apps;

/// <summary>One watcher for each app instance.</summary>
public sealed class AppWatchers(AppDirectory apps, AppChannel channel, TimeProvider time, ILogger<AppWatcher> logger) : BackgroundService
{
    /// <summary>Follows an app until the token ends.</summary>
    public Task WatchAsync(AppInstance app, CancellationToken stopping) => new AppWatcher(app, apps, channel, time, logger).RunAsync(stopping);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(apps.Instances.Select(app => WatchAsync(app, stoppingToken)));
}
