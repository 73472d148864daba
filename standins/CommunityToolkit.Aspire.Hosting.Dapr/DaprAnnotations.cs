using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>On an application: its sidecar.</summary>
public sealed record DaprSidecarAnnotation(IDaprSidecarResource Sidecar) : IResourceAnnotation;

/// <summary>On a sidecar: how it is started.</summary>
public sealed record DaprSidecarOptionsAnnotation(DaprSidecarOptions Options) : IResourceAnnotation;

/// <summary>On a sidecar: a component that it loads.</summary>
public sealed record DaprComponentReferenceAnnotation(IDaprComponentResource Component) : IResourceAnnotation;
