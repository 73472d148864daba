namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The assembly whose metadata says where the AppHost project lies; default: the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Shows the lines of the resources among the host's own; the stand-in always does.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The stand-in has no dashboard of its own.</summary>
    public bool DisableDashboard { get; set; }
}
