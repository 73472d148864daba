using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Preparation;

public sealed class CutTests
{
    /// <summary>Mean and deviation of every column come from the training part: another test part changes none of their bits.</summary>
    [Theory]
    [InlineData(TrainingTasks.FlowClassification)]
    [InlineData(TrainingTasks.HostAnomaly)]
    public void Cut_AnotherTestPart_StandardisesTheSame(string task)
    {
        var request = new JobRequest("d", "m") { Task = task };
        var train = SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(1), request.WindowFlows));

        var one = JobPreparation.Cut(request, Inputs, train, SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(2), request.WindowFlows)));
        var other = JobPreparation.Cut(request, Inputs, train, SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(3, new() { Flows = 2_000, Hosts = 40 }), request.WindowFlows)));

        Assert.Equal(Numbers(Standardisation.Fit(train.Sample.NodeFeatures.Span, train.Sample.NodeFeatureCount)), Numbers(one.NodeScale));
        Assert.Equal(Numbers(Standardisation.Fit(train.Sample.FlowFeatures.Span, train.Sample.FlowFeatureCount)), Numbers(one.FlowScale));
        Assert.Equal(Numbers(one.NodeScale), Numbers(other.NodeScale));
        Assert.Equal(Numbers(one.FlowScale), Numbers(other.FlowScale));
    }

    private static JobInputs Inputs { get; } = new("all", "train", "test", DateTimeOffset.UnixEpoch);

    private static float[] Numbers(Standardisation scale) => [.. scale.Mean, .. scale.Scale];
}
