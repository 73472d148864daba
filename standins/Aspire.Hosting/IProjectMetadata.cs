using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What the generated classes in <c>Projects</c> tell about a project.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    bool SuppressBuild => false;
}
