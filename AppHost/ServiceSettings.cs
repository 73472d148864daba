using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost;

static class ServiceSettingsExtensions
{
    /// <summary>Hands a service what was said on the AppHost's command line for services; each reads its own sections and refuses values that are wrong.</summary>
    public static IResourceBuilder<ProjectResource> WithServiceSettings(this IResourceBuilder<ProjectResource> project, AppHostSettings settings)
    {
        foreach (var (name, value) in settings.ServiceSettings)
            project.WithEnvironment(name, value);
        return project;
    }
}
