namespace DaprLocal.Apps;

/// <summary>One watcher for each app instance.</summary>
public sealed class AppWatchers(AppDirectory apps, AppChannel channel, TimeProvider time, ILogger<AppWatcher> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(apps.Instances.Select(app => new AppWatcher(app, apps, channel, time, logger).RunAsync(stoppingToken)));
}
