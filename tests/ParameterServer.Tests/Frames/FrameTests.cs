using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Rounds;
using NetMl.ParameterServer.Shards;

namespace NetMl.ParameterServer.Tests.Frames;

public sealed class FrameTests
{
    [Fact]
    public void Decode_Encoded_GivesTheSameContent()
    {
        var setup = ShardSetup.Decode(new ShardSetup(new OptimiserSettings("adam", 0.5f, 7, 0.25f), 3, new float[] { 1, float.MinValue }) { Steady = [1..2] }.Encode());
        var push = GradientPush.Decode(new GradientPush(2, 9, new float[] { 3, 4 }).Encode());
        var values = ParameterValues.Decode(new ParameterValues("no", 4, new float[] { 5 }).Encode());
        var answer = PushAnswer.Decode(new PushAnswer(null, Arrival.Stale, 6).Encode());

        Assert.Equal((new OptimiserSettings("adam", 0.5f, 7, 0.25f), 3), (setup.Optimiser, setup.Parts));
        Assert.Equal([1, float.MinValue], setup.Values.ToArray());
        Assert.Equal([1..2], setup.Steady);
        Assert.Equal((2, 9), (push.Part, push.Round));
        Assert.Equal([3f, 4f], push.Values.ToArray());
        Assert.Equal(("no", 4, 5f), (values.Problem, values.Round, values.Values.Span[0]));
        Assert.Equal(new PushAnswer(null, Arrival.Stale, 6), answer);
        Assert.Equal(8, PullRequest.Decode(new PullRequest(8).Encode()).Round);
    }

    [Fact]
    public void Decode_TornOrChanged_GivesAFrameOrAReason()
    {
        byte[][] frames =
        [
            new ShardSetup(new OptimiserSettings("adam", 0.5f, 7), 3, new float[4]) { Steady = [0..1, 2..3] }.Encode(), new GradientPush(2, 9, new float[4]).Encode(),
            new ParameterValues(null, 4, new float[4]).Encode(), new PushAnswer("x", Arrival.Early, 6).Encode(), new PullRequest(1).Encode(),
            ShardState.Start(new ShardSetup(new OptimiserSettings("sgd", 1, 1), 1, new float[4])).Encode(),
            PendingGradients.None.With(new GradientPush(0, 0, new float[4])).Encode(),
        ];
        Action<byte[]>[] readers =
        [
            frame => ShardSetup.Decode(frame), frame => GradientPush.Decode(frame), frame => ParameterValues.Decode(frame), frame => PushAnswer.Decode(frame),
            frame => PullRequest.Decode(frame), frame => ShardState.Decode(frame), frame => PendingGradients.Decode(frame),
        ];
        var random = new Random(1);
        for (var run = 0; run < 30_000; run++)
        {
            var kind = run % frames.Length;
            var bad = frames[kind].AsSpan(0, random.Next(3) == 0 ? random.Next(frames[kind].Length) : frames[kind].Length).ToArray();
            if (bad.Length > 0)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                readers[kind](bad);
            }
            catch (InvalidDataException reason)
            {
                Assert.NotEmpty(reason.Message);
            }
        }
    }

    // States of versions that knew no ranges are stored without them.
    [Fact]
    public void Decode_StateWithoutRanges_DecaysAll()
    {
        var state = ShardState.Start(new ShardSetup(new OptimiserSettings("sgd", 1, 0, 0.5f), 1, new float[] { 2 })).Encode();

        var moved = ShardState.Decode(state.AsSpan(0, state.Length - sizeof(int))).Push(new GradientPush(0, 0, new float[1]), PendingGradients.None).State;

        Assert.Equal([1f], moved.Pull(new PullRequest(1)).Values.ToArray());
    }

    [Fact]
    public void Decode_OtherKind_IsRefused() => Assert.Throws<InvalidDataException>(() => GradientPush.Decode(new PullRequest(1).Encode()));

    [Fact]
    public void Decode_BytesTooMany_IsRefused() => Assert.Throws<InvalidDataException>(() => PullRequest.Decode([.. new PullRequest(1).Encode(), 0]));
}
