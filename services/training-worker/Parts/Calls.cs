using System.Net.Sockets;
using Dapr;
using Dapr.Actors;
using Microsoft.Extensions.Options;
using NetMl.ParameterShard;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Calls of other services that are worth another try.</summary>
sealed partial class Calls(IOptions<WorkerOptions> options, TimeProvider time, ILogger<Calls> logger)
{
    /// <summary>True for failures of the way (sidecar not up, service restarting, time-out), which are worth another try.</summary>
    public static bool IsTransport(Exception failure, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && failure is HttpRequestException or IOException or SocketException or TaskCanceledException or DaprException or ActorMethodInvocationException;

    public Task RetryAsync(Func<Task> call, CancellationToken cancellationToken) => RetryAsync(async () =>
    {
        await call();
        return true;
    }, cancellationToken);

    public async Task<T> RetryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
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

    [LoggerMessage(514, LogLevel.Debug, "A call failed and is tried again: {Reason}")]
    public partial void CallFailed(string reason);
}
