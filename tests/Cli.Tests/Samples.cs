using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests;

/// <summary>Wire records for a fake gateway to answer with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static FlowsAccepted Accepted(string dataset, long rows, params RowRejection[] rejections) =>
        new(dataset, "zeek-tsv", rows, rejections.Sum(rejection => rejection.Rows), 1, 1000, rejections);

    public static JobStatus Job(string state, int epoch, params double[] losses) =>
        new("job-1", new JobRequest("office", "office-flows", Epochs: 4), state, epoch, losses, [new WorkerShare("training-worker-1", [0], 10, 4)]);

    public static JobStatus Completed() => Job(JobStates.Completed, 4, 2, 1, 0.5, 0.25) with
    {
        Result = new JobResult(
            new ModelVersion("office-flows", 3, new string('a', 64), TrainingTasks.FlowClassification, 1234, Noon, "job-1"), "snapshot-1", 70, 30, Noon, 999,
            new ClassificationScores("e-graphsage", 0.9, 0.8, [new ClassScores("benign", 1, 0.9, 0.95, 20)]),
            [new ClassificationScores("majority", 0.6, 0.4, [new ClassScores("benign", 0.6, 1, 0.75, 20)])], []),
    };
}
