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

    private static readonly NetworkRequest Network = new("gcn", 16, 2, 1, 0.5, 0.01, 5e-4, 200, 100);

    public static readonly JobRequest NodeRequest = new JobRequest("cora", "papers", TrainingTasks.NodeClassification) with
    {
        Network = Network,
        Repeats = 2,
    };

    public static JobStatus NodeJob(params RepeatProgress[] repeats) => new("job-1", NodeRequest, JobStates.Training, 0, [], [], Repeats: repeats);

    public static JobStatus NodesCompleted() => NodeJob() with
    {
        State = JobStates.Completed,
        Result = new JobResult(
            new ModelVersion("papers", 1, new string('b', 64), TrainingTasks.NodeClassification, 1234, Noon, "job-1"), "v1", 140, 1000, null, 999,
            new ClassificationScores("gcn", 0.82, 0.81, [new ClassScores("Theory", 1, 0.9, 0.95, 20)]), [new ClassificationScores("majority", 0.3, 0.07, [])], [],
            new NodeResult(
                Network, "cora", 140, 500, 1000, 0.815, 0.007, 0.8, 0.01, 1,
                [new RepeatResult(0, 1, 150, 50, 0.79, 0.81, 0.8, 1.5, "training-worker-1"), new RepeatResult(1, 2, 170, 70, 0.8, 0.82, 0.81, 1.6, "training-worker-2")],
                ["The graph has no split."], 3.2)),
    };
}
