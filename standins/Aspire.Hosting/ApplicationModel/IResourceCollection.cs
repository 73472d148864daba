namespace Aspire.Hosting.ApplicationModel;

public interface IResourceCollection : IList<IResource>;

/// <summary>All resources of the application, as events see them.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    public IResourceCollection Resources { get; } = resources;
}
