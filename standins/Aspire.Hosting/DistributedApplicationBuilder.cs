using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Building;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Logs;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly BuilderHooks? _hooks = BuilderHooks.Current;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        _hooks?.Constructing(options, settings);
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : _hooks?.AppHostAssembly ?? Assembly.GetEntryAssembly();
        AppHostDirectory = AppHostProject.DirectoryOf(AppHostAssembly);
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        settings.ContentRootPath ??= AppHostDirectory;

        _inner = Host.CreateApplicationBuilder(settings);
        Configuration.AddInMemoryCollection([new("AppHost:Directory", AppHostDirectory)]);
        AddServices();
        _hooks?.Constructed(this);
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.FirstOrDefault(known => known.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)) is { } known)
            throw new DistributedApplicationException($"There are two resources named '{resource.Name}' ({known.GetType().Name} and {resource.GetType().Name}): names are unique.");
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _hooks?.Building(this);
        var application = new DistributedApplication(_inner.Build());
        _hooks?.Built(application);
        return application;
    }

    private void AddServices()
    {
        _inner.Logging.ClearProviders();
        _inner.Logging.AddFilter("Microsoft", LogLevel.Warning);
        Services.AddSingleton<ILoggerProvider, ResourceLineLoggerProvider>();
        Services.AddSingleton(Resources);
        Services.AddSingleton<DistributedApplicationModel>();
        Services.AddSingleton(Eventing);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(DistributedApplicationBuilderFacts.Of(this));
        Services.AddSingleton(_ => new ResourceNotificationService());
        Services.AddSingleton(TimeProvider.System);

        // Registered first: started before, and stopped after, whatever the application adds.
        Services.AddHostedService<ProcessHost>();
    }
}
