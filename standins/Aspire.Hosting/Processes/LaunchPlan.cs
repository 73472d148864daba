using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Building;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Processes;

/// <summary>How one process is started.</summary>
sealed record LaunchPlan(string FileName, IReadOnlyList<string> Args, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Variables of the AppHost's own process that would mislead another one.</summary>
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "HTTP_PORTS", "HTTPS_PORTS", "HTTP_PORT", "H2C_PORT", "OTEL_SERVICE_NAME", "DAPR_API_TOKEN", "APP_API_TOKEN", "DOTNET_LAUNCH_PROFILE"];

    /// <summary>The built assembly of a project.</summary>
    /// <exception cref="DistributedApplicationException">It is not built.</exception>
    public static string AssemblyOf(ProjectResource project, string configuration)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var assembly = Path.Combine(Path.GetDirectoryName(path)!, "bin", configuration, $"net{System.Environment.Version.Major}.0", Path.GetFileNameWithoutExtension(path) + ".dll");
        return File.Exists(assembly)
            ? assembly
            : throw new DistributedApplicationException($"The project of '{project.Name}' is not built ({assembly} is missing): run 'dotnet build -c {configuration} {path}'.");
    }

    public static async Task<LaunchPlan> ForAsync(IResource resource, DistributedApplicationBuilderFacts facts, CancellationToken cancellationToken)
    {
        var environment = new EnvironmentCallbackContext(facts.ExecutionContext, resource, [], cancellationToken);
        AddDefaults(resource, facts, environment.EnvironmentVariables);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            await annotation.Callback(environment);
        var args = new CommandLineArgsCallbackContext([], resource, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
            await annotation.Callback(args);

        var variables = Inherited();
        foreach (var (name, value) in environment.EnvironmentVariables)
            variables[name] = await TextAsync(value, cancellationToken);
        List<string> words = [];
        foreach (var arg in args.Args)
            words.Add(await TextAsync(arg, cancellationToken));

        return resource switch
        {
            ProjectResource project => new LaunchPlan(DotnetPath, ["exec", AssemblyOf(project, facts.Configuration), .. words], Path.GetDirectoryName(project.GetProjectMetadata().ProjectPath)!, variables),
            ExecutableResource executable => new LaunchPlan(CommandOf(executable, facts.AppHostDirectory), words, executable.WorkingDirectory, variables),
            _ => throw new InvalidOperationException($"'{resource.Name}' is no process."),
        };
    }

    /// <summary>The dotnet host that belongs to the runtime of this very process.</summary>
    public static string DotnetPath { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static void AddDefaults(IResource resource, DistributedApplicationBuilderFacts facts, Dictionary<string, object> environment)
    {
        List<string> urls = [];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.TargetPortEnvironmentVariable is { } variable)
                environment[variable] = endpoint.AllocatedEndpoint!.Port.ToString(CultureInfo.InvariantCulture);
            else if (endpoint.UriScheme is "http" or "https")
                urls.Add(endpoint.AllocatedEndpoint!.UriString);
        }
        if (resource is ProjectResource && urls.Count > 0)
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        if (resource is ProjectResource)
            Telemetry.Add(environment, resource.Name, facts.HostConfiguration);
    }

    private static Dictionary<string, string> Inherited()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            if (!NotInherited.Contains((string)entry.Key))
                variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }

    private static async Task<string> TextAsync(object value, CancellationToken cancellationToken) =>
        value is IValueProvider provider
            ? await provider.GetValueAsync(cancellationToken) ?? ""
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string CommandOf(ExecutableResource executable, string appHostDirectory) =>
        executable.Command.Contains(Path.DirectorySeparatorChar) ? Path.GetFullPath(Path.Combine(appHostDirectory, executable.Command)) : executable.Command;
}

/// <summary>What of the builder a launch needs.</summary>
sealed record DistributedApplicationBuilderFacts(string AppHostDirectory, string Configuration, IConfiguration HostConfiguration, DistributedApplicationExecutionContext ExecutionContext)
{
    public static DistributedApplicationBuilderFacts Of(IDistributedApplicationBuilder builder) =>
        new(builder.AppHostDirectory, AppHostProject.ConfigurationOf(builder.AppHostAssembly), builder.Configuration, builder.ExecutionContext);
}
