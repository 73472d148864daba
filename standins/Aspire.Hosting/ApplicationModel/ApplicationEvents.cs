namespace Aspire.Hosting.ApplicationModel;

/// <summary>Published once, before ports are given and processes started.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : Eventing.IDistributedApplicationEvent
{
    public IServiceProvider Services { get; } = services;

    public DistributedApplicationModel Model { get; } = model;
}
