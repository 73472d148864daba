using Dapr.Actors.Runtime;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Rounds;
using NetMl.ParameterShard.Shards;

namespace NetMl.Training.Tests.Shards;

public sealed class ParameterShardActorTests
{
    private static readonly byte[] Setup = new ShardSetup(new OptimiserSettings("sgd", 1, 0), 2, new float[] { 1, 2 }).Encode();
    private readonly IActorStateManager _manager;
    private readonly MemoryState _state;
    private readonly ParameterShardActor _actor;

    public ParameterShardActorTests()
    {
        (_manager, _state) = MemoryState.Create();
        _actor = Activated();
    }

    [Fact]
    public async Task Push_DuplicateAfterReactivation_CountsOnce()
    {
        await _actor.InitializeAsync(Setup);
        var push = new GradientPush(0, 0, new float[] { 1, 1 }).Encode();

        var first = PushAnswer.Decode(await _actor.PushAsync(push));
        var second = PushAnswer.Decode(await Activated().PushAsync(push));
        await _actor.PushAsync(new GradientPush(1, 0, new float[] { 0, 0 }).Encode());

        Assert.Equal((Arrival.Accepted, Arrival.Duplicate), (first.Arrival, second.Arrival));
        var (now, previous) = (await PullAsync(1), await PullAsync(0));
        Assert.Equal([0f, 1f], now);
        Assert.Equal([1f, 2f], previous);
    }

    [Fact]
    public async Task Initialize_Again_ChangesNothing()
    {
        await _actor.InitializeAsync(Setup);
        await _actor.PushAsync(new GradientPush(0, 0, new float[] { 1, 1 }).Encode());
        await _actor.PushAsync(new GradientPush(1, 0, new float[] { 1, 1 }).Encode());

        await _actor.InitializeAsync(Setup);

        Assert.Equal(1, ParameterValues.Decode(await _actor.PullAsync(new PullRequest(1).Encode())).Round);
    }

    [Fact]
    public async Task Push_BeforeInitializeOrAfterDelete_NamesTheProblem()
    {
        var push = new GradientPush(0, 0, new float[] { 1, 1 }).Encode();
        var before = PushAnswer.Decode(await _actor.PushAsync(push));
        await _actor.InitializeAsync(Setup);
        await _actor.DeleteAsync();
        var after = PushAnswer.Decode(await _actor.PushAsync(push));

        Assert.NotNull(before.Problem);
        Assert.NotNull(after.Problem);
        Assert.NotNull(ParameterValues.Decode(await _actor.PullAsync(new PullRequest(0).Encode())).Problem);
        Assert.Empty(_state.Values);
    }

    private async Task<float[]> PullAsync(int round) => ParameterValues.Decode(await _actor.PullAsync(new PullRequest(round).Encode())).Values.ToArray();

    private ParameterShardActor Activated()
    {
        var actor = new ParameterShardActor(ActorHost.CreateForTest<ParameterShardActor>());
        typeof(Actor).GetProperty(nameof(Actor.StateManager))?.SetValue(actor, _manager);
        return actor;
    }
}
