namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds facts to a resource.</summary>
public interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }

    IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation;
}

/// <summary>Whether a new annotation joins those of its type or takes their place.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append,
    Replace,
}
