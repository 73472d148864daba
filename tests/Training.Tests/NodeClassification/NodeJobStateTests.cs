using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Training;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.Training.Tests.NodeClassification;

/// <summary>What the coordinator keeps of a job's repeats, without workers.</summary>
public sealed class NodeJobStateTests : IDisposable
{
    private static readonly JobRequest Request = NodeRequests.Resolve(new JobRequest("g", "m", TrainingTasks.NodeClassification, Repeats: 3));

    /// <summary>The path 0–1–…–7 with one feature; a and b take turns.</summary>
    private static readonly NodeSet Input = NodePreparation.Prepare(Request, new GraphInput(
        "v1", false, new SparseMatrix<float>(Adjacency.OfRows(1, [0, 1, 2, 3, 4, 5, 6, 7, 8], new int[8]), [1, 2, 1, 2, 1, 2, 1, 2]), [],
        [0, 1, 0, 1, 0, 1, 0, 1], [1, 1, 2, 2, 3, 3, 3, 3], ["a", "b"], [0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]));

    private readonly TrainingJob _status = new(new JobDocument(new JobStatus("j", Request, JobStates.Training, 0, [], []), null), 0);
    private readonly NodeJob _job;

    public NodeJobStateTests() => _job = new NodeJob(_status, Input, new FakeTimeProvider());

    public void Dispose() => _status.Dispose();

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void GiveOutcome_InAnyOrder_PublishesTheSameRepeat(params int[] order)
    {
        ValidationScore[] scores = [new(0.5, 0.5), new(0.4, 1), new(0.3, 1)];

        foreach (var repeat in order)
            _job.GiveOutcome(repeat, "w", Outcome(scores[repeat]));

        Assert.True(_job.Done.IsCompletedSuccessfully);
        Assert.Equal(2, _job.Ending().Best);
        Assert.Equal([1, 2, 3], _job.Ending().Results.Select(result => result.Seed));
    }

    [Fact]
    public void GiveOutcome_WithoutValidation_PublishesTheFirstRepeat()
    {
        foreach (var repeat in (int[])[1, 0, 2])
            _job.GiveOutcome(repeat, "w", Outcome(null));

        Assert.Equal(0, _job.Ending().Best);
    }

    [Fact]
    public void GiveOutcome_Twice_CountsOnceAndClosesThePart()
    {
        _job.Keep(1, new byte[] { 1 });
        Assert.NotNull(_job.CheckpointOf(1));

        _job.GiveOutcome(1, "w", Outcome(new ValidationScore(0.5, 0.5)));
        _job.GiveOutcome(1, "other", Outcome(new ValidationScore(0, 1)));
        _job.Keep(1, new byte[] { 2 });

        Assert.False(_job.IsOpen(1));
        Assert.Null(_job.CheckpointOf(1));
        Assert.Equal(("w", 0.5), Assert.Single(_status.Status.Repeats ?? []) is var shown ? (shown.Worker, shown.Validation) : default);
    }

    [Fact]
    public void Report_OfRepeats_IsShownWithWhoTrainsThem()
    {
        _job.Report(2, "b", new PartProgress(30, 0.5, 0.75));
        _job.Report(0, "a", new PartProgress(60, 0.25));

        Assert.Equal([new RepeatProgress(0, 60, 0.25, null, "a", false), new RepeatProgress(2, 30, 0.5, 0.75, "b", false)], _status.Status.Repeats);
        Assert.Equal(30, _status.Status.Epoch);
        Assert.Equal(["a", "b"], _status.Status.Workers.Select(share => share.Worker));
    }

    [Fact]
    public async Task Fail_OnePart_EndsTheJob()
    {
        _job.Fail(0, "The loss is not a number.");

        Assert.Equal("The loss is not a number.", (await Assert.ThrowsAsync<PartFailedException>(() => _job.Done)).Message);
    }

    private static NodeOutcome Outcome(ValidationScore? validation) => new(new float[Input.Parameters], 10, 5, validation, null, new int[8]);
}
