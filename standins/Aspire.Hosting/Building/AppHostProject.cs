using System.Reflection;

namespace Aspire.Hosting.Building;

/// <summary>Facts that the build wrote into the AppHost's assembly.</summary>
static class AppHostProject
{
    /// <summary>The folder of the AppHost project; the current folder when the assembly does not say.</summary>
    public static string DirectoryOf(Assembly? assembly) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key.Equals("apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value is { Length: > 0 } path
            ? Path.TrimEndingDirectorySeparator(path)
            : Environment.CurrentDirectory;

    /// <summary>Debug or Release: the projects beside the AppHost were built the same way.</summary>
    public static string ConfigurationOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } configuration ? configuration : "Debug";
}
