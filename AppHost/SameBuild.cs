using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost;

static class SameBuildExtensions
{
    private const string Property = "UpstreamPackages";

    /// <summary>Aspire starts a project with <c>dotnet run --no-build</c>, which evaluates it anew: MSBuild finds in the environment which of the two builds is meant.</summary>
    public static IResourceBuilder<ProjectResource> WithSameBuild(this IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment(Property, AppHostSettings.BuiltIn(Property));
}
