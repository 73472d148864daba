using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

public interface IDaprSidecarResource : IResource, IResourceWithWaitSupport;

public interface IDaprComponentResource : IResource, IResourceWithWaitSupport
{
    string Type { get; }

    DaprComponentOptions? Options { get; }
}

public sealed class DaprComponentResource(string name, string type) : Resource(name), IDaprComponentResource
{
    public string Type { get; } = type;

    public DaprComponentOptions? Options { get; init; }
}

sealed class DaprSidecarResource(string name) : Resource(name), IDaprSidecarResource;
