using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Leases;

namespace NetMl.Training.Tests.Leases;

/// <summary>Parts that are whole trainings, as the desk hands them out.</summary>
public sealed class WholeTrainingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LeaseDesk _desk;

    public WholeTrainingTests() => _desk = new LeaseDesk(Options.Create(new LeaseOptions { ExpirySeconds = 10, GraceSeconds = 2 }), _time);

    [Fact]
    public void TryGrant_WorkerThatHoldsOne_GetsNoOtherUntilItIsDone()
    {
        var job = new WholeJob("j", 3);
        _desk.Open(job);
        var first = _desk.TryGrant("a");
        _time.Advance(TimeSpan.FromSeconds(9));
        _desk.Touch(first?.Lease ?? "");

        Assert.Null(_desk.TryGrant("a"));
        Assert.Equal(1, _desk.TryGrant("b")?.Part);
        job.Done.Add(0);
        _desk.Finish(first?.Lease ?? "");
        Assert.Equal(2, _desk.TryGrant("a")?.Part);
    }

    [Fact]
    public void TryGrant_PartsOfAnotherJob_WaitAsWell()
    {
        _desk.Open(new WholeJob("j", 1));
        _desk.Open(new WholeJob("k", 1));
        _desk.TryGrant("a");

        Assert.Null(_desk.TryGrant("a"));
        Assert.Equal("k", _desk.TryGrant("b")?.Job);
    }

    [Fact]
    public void Finish_PartThatHasMoreToDo_IsOfferedAgain()
    {
        _desk.Open(new WholeJob("j", 1));
        var first = _desk.TryGrant("a");

        Assert.Null(_desk.TryGrant("b"));
        _desk.Finish(first?.Lease ?? "");
        Assert.Equal(0, _desk.TryGrant("b")?.Part);
    }

    [Fact]
    public void Holds_WhileAWorkerLives_IsTrue()
    {
        var job = new WholeJob("j", 1);
        _desk.Open(job);
        Assert.False(_desk.Holds(job));
        _desk.TryGrant("a");

        Assert.True(_desk.Holds(job));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(_desk.Holds(job));
    }

    private sealed record WholeJob(string Id, int Parts) : ILeasedJob
    {
        public bool HasWholeTrainings => true;

        public HashSet<int> Done { get; } = [];

        public bool IsOpen(int part) => !Done.Contains(part);

        public PartLease Grant(string lease, string worker, int part, double expirySeconds) => new(lease, Id, part, Parts, 0, 0, expirySeconds, TrainingTasks.NodeClassification);

        public ReadOnlyMemory<byte> PartFile(int part) => default;
    }
}
