namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that is started as a process.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

public static class ProjectResourceExtensions
{
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
        projectResource.Annotations.OfType<IProjectMetadata>().Single();
}
