using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;

namespace Aspire.Hosting;

public static class IDistributedApplicationResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, string appId)
        where T : IResource =>
        builder.WithDaprSidecar(new DaprSidecarOptions { AppId = appId });

    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, DaprSidecarOptions? options = null)
        where T : IResource =>
        builder.WithDaprSidecar(sidecar =>
        {
            if (options is not null)
                sidecar.WithOptions(options);
        });

    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<IDaprSidecarResource>> configureSidecar)
        where T : IResource
    {
        builder.ApplicationBuilder.AddDapr();
        var sidecar = builder.ApplicationBuilder.AddResource(new DaprSidecarResource($"{builder.Resource.Name}-dapr"));
        configureSidecar(sidecar);
        return builder.WithAnnotation(new DaprSidecarAnnotation(sidecar.Resource));
    }

    public static IResourceBuilder<IDaprSidecarResource> WithOptions(this IResourceBuilder<IDaprSidecarResource> builder, DaprSidecarOptions options) =>
        builder.WithAnnotation(new DaprSidecarOptionsAnnotation(options));

    /// <summary>The sidecar loads the component.</summary>
    public static IResourceBuilder<IDaprSidecarResource> WithReference(this IResourceBuilder<IDaprSidecarResource> builder, IResourceBuilder<IDaprComponentResource> component) =>
        builder.WithAnnotation(new DaprComponentReferenceAnnotation(component.Resource));
}
