namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a registered health check that decides whether a resource is healthy.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}

/// <summary>The resource is not started with the others.</summary>
public class ExplicitStartupAnnotation : IResourceAnnotation;
