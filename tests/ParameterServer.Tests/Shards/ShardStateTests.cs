using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Rounds;
using NetMl.ParameterServer.Shards;

namespace NetMl.ParameterServer.Tests.Shards;

public sealed class ShardStateTests
{
    private static readonly float[] Start = [1, 2, 3];

    [Fact]
    public void Push_AllParts_MovesBySgdAndOpensTheNextRound()
    {
        var (state, pending) = (New("sgd", parts: 2), PendingGradients.None);

        var first = state.Push(new GradientPush(1, 0, new float[] { 1, 0, 0 }), pending);
        var second = first.State.Push(new GradientPush(0, 0, new float[] { 1, 0, -1 }), first.Pending);

        Assert.Equal((Arrival.Accepted, 0, false), (first.Answer.Arrival, first.Answer.Round, first.HasStepped));
        Assert.Equal((Arrival.Accepted, 1, true), (second.Answer.Arrival, second.Answer.Round, second.HasStepped));
        Assert.Equal([0.8f, 2f, 3.1f], second.State.Pull(new PullRequest(1)).Values.ToArray());
        Assert.Equal(Start, second.State.Pull(new PullRequest(0)).Values.ToArray());
        Assert.Equal(0, second.Pending.Count);
    }

    [Fact]
    public void Push_DuplicateStaleOrEarly_IsAnsweredNotApplied()
    {
        var state = New("sgd", parts: 2);
        var waiting = state.Push(new GradientPush(0, 0, new float[] { 1, 1, 1 }), PendingGradients.None);

        var duplicate = waiting.State.Push(new GradientPush(0, 0, new float[] { 9, 9, 9 }), waiting.Pending);
        var early = waiting.State.Push(new GradientPush(1, 1, new float[] { 9, 9, 9 }), waiting.Pending);
        var closed = waiting.State.Push(new GradientPush(1, 0, new float[] { 0, 0, 0 }), waiting.Pending);
        var stale = closed.State.Push(new GradientPush(0, 0, new float[] { 9, 9, 9 }), closed.Pending);

        Assert.Equal((Arrival.Duplicate, 1), (duplicate.Answer.Arrival, duplicate.Pending.Count));
        Assert.Equal((Arrival.Early, 1), (early.Answer.Arrival, early.Pending.Count));
        Assert.Equal((Arrival.Stale, 0), (stale.Answer.Arrival, stale.Pending.Count));
        Assert.Equal([0.9f, 1.9f, 2.9f], stale.State.Pull(new PullRequest(1)).Values.ToArray());
    }

    [Fact]
    public void Push_AnyOrderOfArrival_GivesTheSameBits()
    {
        var random = new Random(3);
        var pushes = Enumerable.Range(0, 5).Select(part => new GradientPush(part, 0, Start.Select(_ => (float)random.NextDouble()).ToArray())).ToArray();
        float[] Run(IEnumerable<GradientPush> order)
        {
            var (state, pending) = (New("adam", parts: 5), PendingGradients.None);
            foreach (var push in order)
                (state, pending) = (state.Push(push, pending) is var result ? result.State : state, state.Push(push, pending).Pending);
            return state.Pull(new PullRequest(1)).Values.ToArray();
        }

        Assert.Equal(Run(pushes), Run(pushes.Reverse()));
    }

    [Fact]
    public void Push_WrongLengthPartOrNumber_NamesTheProblem()
    {
        var state = New("sgd", parts: 2);

        Assert.NotNull(state.Push(new GradientPush(0, 0, new float[2]), PendingGradients.None).Answer.Problem);
        Assert.NotNull(state.Push(new GradientPush(2, 0, new float[3]), PendingGradients.None).Answer.Problem);
        Assert.Contains("learning rate", state.Push(new GradientPush(0, 0, new[] { 1, float.NaN, 1 }), PendingGradients.None).Answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Pull_OtherRound_NamesTheProblem()
    {
        var answer = New("sgd", parts: 1).Pull(new PullRequest(7));

        Assert.Contains("round 7", answer.Problem, StringComparison.Ordinal);
        Assert.True(answer.Values.IsEmpty);
    }

    [Fact]
    public void Encode_ThenDecode_GoesOnWithTheSameBits()
    {
        var (state, pending) = (New("adam", parts: 1), PendingGradients.None);
        var stored = ShardState.Decode(state.Encode());
        for (var round = 0; round < 4; round++)
        {
            var push = new GradientPush(0, round, new float[] { 0.1f * round, -1, 2 });
            state = state.Push(push, pending).State;
            stored = ShardState.Decode(stored.Push(push, PendingGradients.Decode(PendingGradients.None.Encode())).State.Encode());
        }

        Assert.Equal(state.Pull(new PullRequest(4)).Values.ToArray(), stored.Pull(new PullRequest(4)).Values.ToArray());
        Assert.Equal(state.Encode(), stored.Encode());
    }

    private static ShardState New(string optimiser, int parts) =>
        ShardState.Start(new ShardSetup(new OptimiserSettings(optimiser, 0.1f, Rounds: 0), parts, Start));
}
