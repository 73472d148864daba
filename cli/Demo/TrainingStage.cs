using NetMl.Cli.Api;
using NetMl.Cli.Jobs;
using NetMl.Cli.Progress;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Demo;

/// <summary>Trains with two workers and two parameter shards, and waits until the registry names the new version.</summary>
internal sealed class TrainingStage(GatewayClient gateway, DemoSettings settings, IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <exception cref="CommandFailure">The job was refused, failed, or gave no result.</exception>
    public async Task<DemoTraining> RunAsync(string task, CancellationToken cancellationToken)
    {
        var request = new JobRequest(
            settings.Dataset, settings.Dataset, task, settings.Epochs, WindowFlows: DemoSettings.WindowFlows, TrainFraction: DemoSettings.TrainFraction,
            Workers: DemoSettings.Workers, Shards: DemoSettings.Shards, Seed: settings.Seed,
            Network: task == TrainingTasks.FlowClassification ? new NetworkRequest(DemoSettings.Network) : null);
        var job = await gateway.Jobs.StartAsync(request, cancellationToken);
        job = await new JobWatch(gateway.Jobs).FollowAsync(job, ProgressBoards.For(console), cancellationToken);
        var result = job.Result ?? throw new CommandFailure($"Job {job.Id} is completed but carries no result: look at the log of the training-coordinator.");
        return new DemoTraining(job.Id, task, job.Epoch, request.Shards, job.Losses, job.Workers, result);
    }

    public async Task<ModelEntry> WaitForPublicationAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Patience; await Task.Delay(Interval, cancellationToken))
        {
            if (await gateway.Models.FindAsync(version.Model, cancellationToken) is { } entry && entry.Versions.Any(one => one.Version == version.Version))
                return entry;
        }
        throw new CommandFailure($"Version {version.Version} of model '{version.Model}' was not published within {Patience.TotalSeconds:0} s: look at the log of the training-coordinator.");
    }
}
