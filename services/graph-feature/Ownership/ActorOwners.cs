using Dapr.Actors;
using Dapr.Actors.Client;

namespace NetMl.GraphFeature.Ownership;

/// <summary>Calls the data sets' actors through the sidecar. Flows are safe in the store before, so a call that fails loses nothing.</summary>
/// <remarks>While calls fail, only the sweep makes them: placement that hangs must not hold up every frame that comes.</remarks>
internal sealed partial class ActorOwners(IActorProxyFactory actors, TimeProvider time, ILogger<ActorOwners> logger) : IDatasetOwners
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private volatile bool _isFailing;

    public Task FlowsStoredAsync(string dataset, CancellationToken cancellationToken) =>
        _isFailing ? Task.CompletedTask : TryAsync(dataset, owner => owner.FlowsStoredAsync(), cancellationToken);

    public Task<bool> TryResumeAsync(string dataset, CancellationToken cancellationToken) => TryAsync(dataset, owner => owner.ResumeAsync(), cancellationToken);

    private async Task<bool> TryAsync(string dataset, Func<IDatasetActor, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call(actors.CreateActorProxy<IDatasetActor>(new ActorId(dataset), DatasetActor.TypeName)).WaitAsync(Patience, time, cancellationToken);
            _isFailing = false;
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // While an instance comes or goes, nobody may own it for a moment; said once.
            if (!_isFailing)
                OwnerUnreachable(logger, dataset, exception.Message);
            _isFailing = true;
            return false;
        }
    }
}
