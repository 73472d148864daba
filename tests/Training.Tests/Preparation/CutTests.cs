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
        var train = Labelled(request, FlowGraph.Build(SyntheticCapture.Generate(1), FlowSettings.Of(request).WindowFlows));

        var one = JobCut.ByTime(request, Inputs, train, null, Labelled(request, FlowGraph.Build(SyntheticCapture.Generate(2), FlowSettings.Of(request).WindowFlows)));
        var other = JobCut.ByTime(request, Inputs, train, null, Labelled(request, FlowGraph.Build(SyntheticCapture.Generate(3, new() { Flows = 2_000, Hosts = 40 }), FlowSettings.Of(request).WindowFlows)));

        Assert.Equal(Numbers(Standardisation.Fit(train.Graph.Sample.NodeFeatures.Span, train.Graph.Sample.NodeFeatureCount)), Numbers(one.NodeScale));
        Assert.Equal(Numbers(Standardisation.Fit(train.Graph.Sample.FlowFeatures.Span, train.Graph.Sample.FlowFeatureCount)), Numbers(one.FlowScale));
        Assert.Equal(Numbers(one.NodeScale), Numbers(other.NodeScale));
        Assert.Equal(Numbers(one.FlowScale), Numbers(other.FlowScale));
    }

    private static LabelledGraph Labelled(JobRequest request, FlowGraph graph) => ItemLabels.OfFlows(request).Of(SnapshotGraphs.Of(graph));

    private static JobInputs Inputs { get; } = new("all", "train", "test", DateTimeOffset.UnixEpoch);

    private static float[] Numbers(Standardisation scale) => [.. scale.Mean, .. scale.Scale];
}
