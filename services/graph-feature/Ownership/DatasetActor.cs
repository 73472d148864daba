using Dapr.Actors.Runtime;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Ownership;

/// <summary>Hands its data set to the analysis of the instance that it is active at. All that it knows is in the store.</summary>
[Actor(TypeName = TypeName)]
internal sealed class DatasetActor(ActorHost host, StaleDatasets stale, OwnedDatasets owned, IFlowStore flows, IFindingStore findings) : Actor(host), IDatasetActor, IRemindable
{
    public const string TypeName = "Dataset";
    private const string Unfinished = "unfinished";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private bool _isReminded;

    private string Name => Id.GetId();

    public async Task FlowsStoredAsync()
    {
        await RemindAsync();
        stale.Mark(Name);
    }

    public async Task ResumeAsync()
    {
        await RemindAsync();
        await TryFinishAsync();
    }

    /// <summary>The reminder outlives the instance: it activates the actor wherever there is one.</summary>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        if (!await TryFinishAsync())
            return;
        await UnregisterReminderAsync(Unfinished);
        _isReminded = false;
    }

    protected override Task OnActivateAsync()
    {
        owned.Add(Name);
        return Task.CompletedTask;
    }

    protected override Task OnDeactivateAsync()
    {
        owned.Remove(Name);
        return Task.CompletedTask;
    }

    private async Task RemindAsync()
    {
        if (_isReminded)
            return;
        await RegisterReminderAsync(Unfinished, [], Period, Period);
        _isReminded = true;
    }

    /// <returns>Whether nothing is left: all flows are analysed and all findings published, or the data set is gone.</returns>
    private async Task<bool> TryFinishAsync()
    {
        if (await flows.FindDatasetAsync(Name, CancellationToken.None) is not { } totals)
            return true;
        if (totals.AnalysedRows == totals.Rows)
            return (await findings.ListUnpublishedAsync(Name, 1, CancellationToken.None)).Count == 0;
        // What is waiting or running here will see these flows, too.
        if (!stale.IsPending(Name))
            stale.Mark(Name);
        return false;
    }
}
