using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>What all runs share.</summary>
sealed record ProcessHostServices(
    ResourceNotificationService Notifications,
    PortReservations Ports,
    Guard Guard,
    DistributedApplicationBuilderFacts Facts,
    IReadOnlySet<IResource> Awaited,
    ILogger Log,
    TimeProvider Time) : IDisposable
{
    /// <summary>Whether another resource waits for this one to end, so that its end is no surprise.</summary>
    public bool IsAwaited(IResource resource) => Awaited.Contains(resource);

    public void Dispose()
    {
        Ports.Dispose();
        Guard.Dispose();
    }
}

/// <summary>This process serves the others: it is stopped after them.</summary>
sealed class StopsLastAnnotation : IResourceAnnotation;
