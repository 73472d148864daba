using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Building;

/// <summary>Lets a test watch the AppHost's own entry point build its application: set for the thread that runs it.</summary>
abstract class BuilderHooks
{
    private static readonly AsyncLocal<BuilderHooks?> Active = new();

    public static BuilderHooks? Current
    {
        get => Active.Value;
        set => Active.Value = value;
    }

    public abstract Assembly AppHostAssembly { get; }

    public abstract void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void Constructed(DistributedApplicationBuilder builder);

    public abstract void Building(DistributedApplicationBuilder builder);

    public abstract void Built(DistributedApplication application);
}
