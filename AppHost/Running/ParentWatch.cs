using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace NetMl.AppHost.Running;

/// <summary>Stops the application when the <c>dotnet run</c> that started it was killed: nobody could end it with Ctrl-C any more. Linux only.</summary>
sealed class ParentWatch(IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Parent() is not { } parent || !IsDotnet(parent))
            return;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (Parent() != parent)
                {
                    lifetime.StopApplication();
                    return;
                }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application stops for another reason.
        }
    }

    /// <summary>The fourth field of /proc/self/stat; the second is a name in parentheses that may hold anything.</summary>
    private static int? Parent()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var stat = File.ReadAllText("/proc/self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static bool IsDotnet(int processId) =>
        File.Exists($"/proc/{processId}/comm") && File.ReadAllText($"/proc/{processId}/comm").Trim() == "dotnet";
}
