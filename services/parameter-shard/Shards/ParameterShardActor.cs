using Dapr.Actors.Runtime;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Rounds;
using NetMl.ParameterServer.Shards;

namespace NetMl.ParameterShard.Shards;

/// <summary>One range of a job's parameters. What a turn changes is stored before it is answered, so an acknowledged gradient survives any crash.</summary>
/// <remarks>
/// The state manager's cache is the only memory: a turn whose state could not be stored leaves nothing behind. Two entries: the
/// parameters, written when a round closes, and the gradients that wait for it, written on every other push.
/// </remarks>
[Actor(TypeName = ParameterShardActors.TypeName)]
public sealed class ParameterShardActor(ActorHost host) : Actor(host), IParameterShard
{
    private const string StateKey = "parameters";
    private const string PendingKey = "pending";
    private const string NothingHere = "The parameter shard holds nothing of this job: it was not set up, or the job is over.";

    public async Task InitializeAsync(byte[] setup)
    {
        var state = ShardState.Start(ShardSetup.Decode(setup));
        if (await LoadAsync() is null)
            await StoreAsync(state, PendingGradients.None);
    }

    public async Task<byte[]> PullAsync(byte[] request) => await LoadAsync() is { } state
        ? state.Pull(PullRequest.Decode(request)).Encode()
        : new ParameterValues(NothingHere, 0, ReadOnlyMemory<float>.Empty).Encode();

    public async Task<byte[]> PushAsync(byte[] gradient)
    {
        if (await LoadAsync() is not { } state)
            return new PushAnswer(NothingHere, Arrival.Stale, 0).Encode();
        var pending = PendingGradients.Decode(await StateManager.GetStateAsync<byte[]>(PendingKey));
        var result = state.Push(GradientPush.Decode(gradient), pending);
        if (result.HasStepped)
            await StoreAsync(result.State, result.Pending);
        else if (result.Pending.Count > pending.Count)
            await StateManager.SetStateAsync(PendingKey, result.Pending.Encode());
        return result.Answer.Encode();
    }

    public async Task DeleteAsync()
    {
        await StateManager.TryRemoveStateAsync(StateKey);
        await StateManager.TryRemoveStateAsync(PendingKey);
    }

    private async Task<ShardState?> LoadAsync()
    {
        var stored = await StateManager.TryGetStateAsync<byte[]>(StateKey);
        return stored.HasValue ? ShardState.Decode(stored.Value) : null;
    }

    private async Task StoreAsync(ShardState state, PendingGradients pending)
    {
        await StateManager.SetStateAsync(StateKey, state.Encode());
        await StateManager.SetStateAsync(PendingKey, pending.Encode());
    }
}
