using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application that the entry point runs: starting means waiting until it has, stopping means asking it to end.</summary>
sealed class TestedApplication(EntryPointRun run, DistributedApplication inner) : DistributedApplication(inner)
{
    private readonly IHostApplicationLifetime _lifetime = inner.Services.GetRequiredService<IHostApplicationLifetime>();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        var first = await Task.WhenAny(started.Task, run.Ended).WaitAsync(cancellationToken);
        if (first == run.Ended)
            throw new DistributedApplicationException($"The AppHost ended with exit code {await run.Ended} instead of starting; it has said why on standard error.");
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!run.Ended.IsCompleted)
            _lifetime.StopApplication();
        await run.Ended.WaitAsync(cancellationToken);
    }

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await run.Ended.WaitAsync(cancellationToken);
    }

    /// <summary>The entry point itself disposes its application when it ends.</summary>
    public override async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    public override void Dispose() => StopAsync(CancellationToken.None).GetAwaiter().GetResult();
}
