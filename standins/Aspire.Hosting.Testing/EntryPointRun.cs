using System.Reflection;
using Aspire.Hosting.Building;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The entry point of an AppHost on a thread of its own; it pauses just before it builds its application.</summary>
sealed class EntryPointRun(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : BuilderHooks
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = New<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _mayBuild = New<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _built = New<DistributedApplication>();
    private readonly TaskCompletionSource<int> _ended = New<int>();

    public override Assembly AppHostAssembly => assembly;

    public Task<DistributedApplicationBuilder> Described => _described.Task;

    public Task<DistributedApplication> Application => _built.Task;

    /// <summary>The exit code of the entry point.</summary>
    public Task<int> Ended => _ended.Task;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "AppHost entry point" }.Start();

    /// <param name="build">False when the test gives up: the entry point then ends with an exception.</param>
    public void Continue(bool build) => _mayBuild.TrySetResult(build);

    public override void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true")]);
        configure(options, settings);
    }

    public override void Constructed(DistributedApplicationBuilder builder)
    {
    }

    public override void Building(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
            throw new OperationCanceledException("The test was over before it built the application.");
    }

    public override void Built(DistributedApplication application) => _built.TrySetResult(application);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Run()
    {
        Current = this;
        try
        {
            var entryPoint = assembly.EntryPoint ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no entry point.");
            var code = entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? null : [args]) as int? ?? 0;
            EndWith(new InvalidOperationException($"The AppHost ended with exit code {code}; it has said why on standard error."));
            _ended.TrySetResult(code);
        }
        catch (TargetInvocationException failure)
        {
            EndWith(failure.InnerException ?? failure);
            _ended.TrySetException(failure.InnerException ?? failure);
        }
    }

    private void EndWith(Exception failure)
    {
        _described.TrySetException(failure);
        _built.TrySetException(failure);
    }
}
