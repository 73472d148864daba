using System.Net.Sockets;
using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.Gnn.Parts;
using NetMl.ParameterShard;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Works on one leased part from its download to the end of the job, or until the lease is lost.</summary>
sealed partial class PartRunner(CoordinatorClient coordinator, IActorProxyFactory actors, IOptions<WorkerOptions> options, TimeProvider time, ILogger<PartRunner> logger) : IDisposable
{
    // One computation at a time in this process: parts share the core instead of fighting for it.
    private readonly SemaphoreSlim _core = new(1);

    public async Task RunAsync(PartLease lease, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        PartTaken(lease.Part, lease.Job, lease.Round);
        var heartbeat = BeatAsync(lease, lost);
        try
        {
            await WorkAsync(lease, lost.Token);
            PartDone(lease.Part, lease.Job);
        }
        catch (LeaseLostException)
        {
            PartLost(lease.Part, lease.Job);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            stopping.ThrowIfCancellationRequested();
            PartLost(lease.Part, lease.Job);
        }
        catch (Exception failure)
        {
            // Whatever it is, another worker would meet it too: the job ends with the reason instead of going round for ever.
            PartFailed(lease.Part, lease.Job, failure.Message);
            await GiveUpAsync(lease, failure.Message, lost.Token);
        }
        finally
        {
            await lost.CancelAsync();
            await heartbeat;
        }
    }

    public void Dispose() => _core.Dispose();

    /// <summary>True for failures of the way (sidecar not up, service restarting, time-out), which are worth another try.</summary>
    public static bool IsTransport(Exception failure, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && failure is HttpRequestException or IOException or SocketException or TaskCanceledException or DaprException or ActorMethodInvocationException;

    private async Task WorkAsync(PartLease lease, CancellationToken cancellationToken)
    {
        var program = new PartProgram(TrainingPart.Read(await RetryAsync(() => coordinator.DownloadAsync(lease, cancellationToken), cancellationToken)));
        var shards = new ShardGroup(actors, lease.Job, lease.Shards);
        var (parameters, gradient) = (new float[program.Parameters], new float[program.Parameters]);

        // A report of the round before the lease's is late by design: its answer says where the job stands.
        var directive = await ReportAsync(lease, new RoundReport(lease.Round - 1, 0, 0), cancellationToken);
        while (directive.Action == "train")
        {
            var round = directive.Round;
            await RetryAsync(() => shards.PullAsync(round, parameters), cancellationToken);
            var loss = await OnCoreAsync(() => program.ComputeGradient(parameters, gradient), cancellationToken);
            await RetryAsync(() => shards.PushAsync(lease.Part, round, gradient), cancellationToken);
            directive = await ReportAsync(lease, new RoundReport(round, loss, program.Items), cancellationToken);
        }

        if (directive.Action == "evaluate")
        {
            await RetryAsync(() => shards.PullAsync(directive.Round, parameters), cancellationToken);
            var outputs = await OnCoreAsync(() => program.Evaluate(parameters), cancellationToken);
            var file = EvaluationFile.Write(outputs, program.Outputs);
            await RetryAsync(() => coordinator.EvaluateAsync(lease, file, cancellationToken), cancellationToken);
        }
    }

    private async Task<RoundDirective> ReportAsync(PartLease lease, RoundReport report, CancellationToken cancellationToken)
    {
        RoundDirective directive;
        do
            directive = await RetryAsync(() => coordinator.ReportAsync(lease, report, cancellationToken), cancellationToken);
        while (directive.Action == "wait");
        return directive;
    }

    private async Task<T> OnCoreAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        await _core.WaitAsync(cancellationToken);
        try
        {
            return compute();
        }
        finally
        {
            _core.Release();
        }
    }

    private Task RetryAsync(Func<Task> call, CancellationToken cancellationToken) => RetryAsync(async () =>
    {
        await call();
        return true;
    }, cancellationToken);

    private async Task<T> RetryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when (IsTransport(failure, cancellationToken))
            {
                if (backOff.Lasting.TotalSeconds > options.Value.ShardPatienceSeconds)
                    throw new ShardRefusedException($"After {backOff.Lasting.TotalSeconds:0} s of trying: {failure.Message}");
                CallFailed(failure.Message);
                await backOff.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task BeatAsync(PartLease lease, CancellationTokenSource lost)
    {
        var pause = TimeSpan.FromSeconds(lease.ExpirySeconds / 3);
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, time, lost.Token);
                await coordinator.HeartbeatAsync(lease, lost.Token);
            }
            catch (LeaseLostException)
            {
                await lost.CancelAsync();
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (IsTransport(failure, lost.Token))
            {
                CallFailed(failure.Message);
            }
        }
    }

    private async Task GiveUpAsync(PartLease lease, string problem, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.ReportAsync(lease, new RoundReport(lease.Round, 0, 0, problem), cancellationToken);
        }
        catch (Exception failure) when (failure is LeaseLostException || IsTransport(failure, cancellationToken))
        {
            CallFailed(failure.Message);
        }
    }
}
