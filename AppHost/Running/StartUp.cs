using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetMl.AppHost.Logs;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost.Running;

static class StartUpExtensions
{
    /// <summary>Adds what happens once everything is healthy: the gateway file, then the welcome or the demo.</summary>
    /// <returns>Holds the exit code when the application has ended.</returns>
    public static Outcome AddStartUp(this IDistributedApplicationBuilder builder, Topology topology, AppHostSettings settings, CommandLine command)
    {
        if (command.IsDemo)
            builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(new FileLoggerProvider(settings.LogFile, TimeProvider.System)));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(topology);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(command);
        builder.Services.AddHostedService<StartUp>();
        builder.Services.AddHostedService<ParentWatch>();
        var outcome = new Outcome();
        builder.Services.AddSingleton(outcome);
        return outcome;
    }
}

/// <summary>How the run ended.</summary>
sealed class Outcome
{
    public int ExitCode { get; set; }
}

/// <summary>Waits until all services are healthy, then welcomes the user or runs the demo. A failed start stops everything.</summary>
sealed class StartUp(
    Topology topology,
    AppHostSettings settings,
    CommandLine command,
    Outcome outcome,
    ResourceNotificationService notifications,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : BackgroundService
{
    private readonly DateTimeOffset _begin = System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (command.IsDemo)
                await Console.Out.WriteLineAsync($"Starting {topology.Services.Count} services; their log is {settings.LogFile}");
            await WaitForAllAsync(stoppingToken);
            var key = await topology.ApiKey.GetValueAsync(stoppingToken) ?? "";
            var gateway = new GatewayFile(settings.GatewayFile, topology.Gateway.GetEndpoint("http").Url, topology.Gateway.GetEndpoint("h2c").Url, key);
            using var written = gateway.Write();
            var seconds = (time.GetUtcNow() - _begin).TotalSeconds;
            if (command.IsDemo)
                await RunDemoAsync(gateway, seconds, stoppingToken);
            else
                await WelcomeAsync(gateway, seconds, stoppingToken);
        }
        catch (UserError failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            outcome.ExitCode = failure.ExitCode;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ctrl-C or SIGTERM: the host stops everything.
        }
    }

    private async Task WaitForAllAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(settings.StartupTimeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var failure = FirstFailureAsync(over.Token);
        foreach (var service in topology.Services)
        {
            try
            {
                var healthy = notifications.WaitForResourceHealthyAsync(service, WaitBehavior.StopOnResourceUnavailable, over.Token);
                if (await Task.WhenAny(healthy, failure) == failure)
                    throw new UserError($"The start failed: {await failure}{SeeLog()}");
                await healthy;
            }
            catch (DistributedApplicationException)
            {
                throw new UserError($"The start failed: the service '{service}' ended or could not start{SeeLog()}");
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                throw new UserError($"The start failed: the service '{service}' is not healthy after {settings.StartupTimeout.TotalSeconds:0} s (Startup:TimeoutSeconds){SeeLog()}");
            }
        }
        await over.CancelAsync();
    }

    /// <summary>What serves the services counts, too: without its sidecars none becomes healthy.</summary>
    private async Task<string> FirstFailureAsync(CancellationToken cancellationToken)
    {
        await foreach (var seen in notifications.WatchAsync(cancellationToken))
        {
            if (seen.Snapshot.ExitCode is { } code and not 0)
                return $"'{seen.Resource.Name}' ended with exit code {code}";
            if (seen.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
                return $"'{seen.Resource.Name}' could not start";
        }
        throw new OperationCanceledException(cancellationToken);
    }

    private string SeeLog() => command.IsDemo ? $"; its last log lines:{Environment.NewLine}{LogTail.Read(settings.LogFile)}" : "; its log lines above tell why.";

    private async Task RunDemoAsync(GatewayFile gateway, double seconds, CancellationToken cancellationToken)
    {
        outcome.ExitCode = await Netml.RunAsync(["demo", .. command.DemoArgs], new()
        {
            ["NETML_GATEWAY"] = gateway.Url,
            ["NETML_GATEWAY_H2C"] = gateway.H2cUrl,
            ["NETML_KEY"] = gateway.Key,
            ["NETML_STARTUP_SECONDS"] = seconds.ToString("0.00", CultureInfo.InvariantCulture),
        }, cancellationToken);
        if (outcome.ExitCode != 0)
            await Console.Error.WriteLineAsync($"The services' log of this demo is kept in {settings.KeepLog()}");
        lifetime.StopApplication();
    }

    private async Task WelcomeAsync(GatewayFile gateway, double seconds, CancellationToken cancellationToken)
    {
        var dashboard = configuration[DashboardExtensions.UrlKey] is { } url ? $"{Environment.NewLine}  dashboard  {url}" : "";
        await Console.Out.WriteLineAsync($"""

            NetMlAspire is up: {topology.Services.Count} services healthy after {seconds:0.0} s.
              gateway    {gateway.Url}
              key        in {gateway.Path}, where netml finds it{dashboard}
              data       {settings.DataDirectory}
              next       dotnet run --project cli -- ingest office conn.log      (in a second terminal)
              stop       Ctrl-C

            """);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
