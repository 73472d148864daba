using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.Training.Tests.Leases;

public sealed class LeaseDeskTests
{
    private static readonly LeaseOptions Settings = new() { ExpirySeconds = 10, GraceSeconds = 2 };
    private readonly FakeTimeProvider _time = new();
    private readonly LeaseDesk _desk;

    public LeaseDeskTests() => _desk = new LeaseDesk(Options.Create(Settings), _time);

    [Fact]
    public void TryGrant_TwoWorkers_ShareTheJob()
    {
        _desk.Open(Job("j", parts: 2));

        var first = _desk.TryGrant("a");
        var greedy = _desk.TryGrant("a");
        var second = _desk.TryGrant("b");

        Assert.Equal((0, 2, 5), (first?.Part, first?.Parts, first?.Round));
        Assert.Null(greedy);
        Assert.Equal(1, second?.Part);
    }

    [Fact]
    public void TryGrant_LoneWorker_GetsAllPartsAfterTheGrace()
    {
        _desk.Open(Job("j", parts: 2));
        _desk.TryGrant("a");

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(_desk.TryGrant("a"));
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(1, _desk.TryGrant("a")?.Part);
    }

    [Fact]
    public void TryGrant_LateWorker_RelievesTheBusyOne()
    {
        _desk.Open(Job("j", parts: 2));
        _desk.TryGrant("a");
        _time.Advance(TimeSpan.FromSeconds(2));
        var taken = _desk.TryGrant("a");

        var relief = _desk.TryGrant("b");

        Assert.Equal(1, relief?.Part);
        Assert.Null(_desk.Touch(taken?.Lease ?? ""));
        Assert.NotNull(_desk.Touch(relief?.Lease ?? ""));
        Assert.Null(_desk.TryGrant("c"));
    }

    [Fact]
    public void TryGrant_SilentWorker_LosesItsPartToAnother()
    {
        _desk.Open(Job("j", parts: 2));
        var kept = _desk.TryGrant("a");
        var lost = _desk.TryGrant("b");
        for (var second = 0; second < 10; second++)
        {
            Assert.Null(_desk.TryGrant("a"));
            _time.Advance(TimeSpan.FromSeconds(1));
            _desk.Touch(kept?.Lease ?? "");
        }

        // The dead worker's part is free now; the busy one waits out the grace, an idle one would not.
        Assert.Null(_desk.TryGrant("a"));
        _time.Advance(TimeSpan.FromSeconds(2));
        var taken = _desk.TryGrant("a");

        Assert.Equal(lost?.Part, taken?.Part);
        Assert.Null(_desk.Touch(lost?.Lease ?? ""));
        Assert.NotNull(_desk.Touch(kept?.Lease ?? ""));
    }

    [Fact]
    public void TryGrant_TwoJobs_SpreadsThem()
    {
        _desk.Open(Job("j", parts: 2));
        _desk.TryGrant("a");
        _desk.TryGrant("b");
        _desk.Open(Job("k", parts: 2));
        _time.Advance(TimeSpan.FromSeconds(2));

        var (a, tooMuch, b) = (_desk.TryGrant("a"), _desk.TryGrant("a"), _desk.TryGrant("b"));

        Assert.Equal(("k", "k"), (a?.Job, b?.Job));
        Assert.Null(tooMuch);
    }

    [Fact]
    public void Close_Job_EndsItsLeases()
    {
        var job = Job("j", parts: 1);
        _desk.Open(job);
        var lease = _desk.TryGrant("a");

        _desk.Close(job);

        Assert.Null(_desk.Touch(lease?.Lease ?? ""));
        Assert.Null(_desk.TryGrant("b"));
    }

    private static ActiveJob Job(string id, int parts)
    {
        var sample = new GraphSample(2, 1, new float[2], new[] { 0, 1 }, new[] { 1, 0 }, 1, new float[2]);
        var graph = new SnapshotGraph("s", sample, [0, 1], [0, 1], [0, 1], ["a", "b"], ["x", "y"], ["n"], ["f"]);
        var scale = new Standardisation([0], [1]);
        var cut = GraphPartitioner.Cut(sample, areFlows: true, graph.FlowLabel, parts, hops: 2);
        var part = new JobGraph(sample, ["a", "b"], graph.FlowStart, graph.FlowLabel, [], new SplitPart[2]);
        return new ActiveJob(id, new TrainingSet(
            new JobRequest("d", "m", Workers: parts), new JobInputs("s", "s", "s", null), part, part, graph.Classes, graph.Classes, ["n"], ["f"], 2, [1, 1], scale, scale, cut, cut,
            new SplitCounts(2, 0, 0), []), new JobRounds(parts, 5));
    }
}
