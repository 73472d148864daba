using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;

namespace NetMl.Gnn.Tests.Parts;

public sealed class GraphPartitionerTests
{
    private const double GradientTolerance = 1e-5;
    private const int Classes = 3;
    private const int Flows = 400;

    // One graph, no windows: nearly every part needs a halo.
    private static readonly GraphSample Graph = Graphs.Random(90, Flows, 7);
    private static readonly int[] Labels = Graphs.Labels(Flows, Classes, 8);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Cut_FlowsInAnyNumberOfParts_GradientsAddUpToTheWholeGradient(int parts)
    {
        var whole = Gradient([.. GraphPartitioner.Cut(Graph, areFlows: true, Labels, 1, hops: 2)], FlowNetwork.Task);
        var cut = GraphPartitioner.Cut(Graph, areFlows: true, Labels, parts, hops: 2);

        Assert.Contains(cut, part => part.Graph.Flows > part.Owned.Length + 10);
        AssertClose(whole, Gradient(cut, FlowNetwork.Task));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Cut_NodesInAnyNumberOfParts_GradientsAddUpToTheWholeGradient(int parts)
    {
        var whole = Gradient(GraphPartitioner.Cut(Graph, areFlows: false, default, 1, hops: 1), HostNetwork.Task);

        AssertClose(whole, Gradient(GraphPartitioner.Cut(Graph, areFlows: false, default, parts, hops: 1), HostNetwork.Task));
    }

    [Fact]
    public void Cut_OneHopTooFew_GradientsDiffer()
    {
        var whole = Gradient(GraphPartitioner.Cut(Graph, areFlows: true, Labels, 1, hops: 2), FlowNetwork.Task);

        var torn = Gradient(GraphPartitioner.Cut(Graph, areFlows: true, Labels, 4, hops: 1), FlowNetwork.Task);

        Assert.True(whole.Gradient.Zip(torn.Gradient, (a, b) => Math.Abs(a - b)).Max() > 1e-3, "the halo makes no difference: this graph does not test it");
    }

    [Fact]
    public void Cut_Twice_GivesTheSameFiles()
    {
        var first = GraphPartitioner.Cut(Graph, areFlows: true, Labels, 3, hops: 2).Select(part => Part(part, FlowNetwork.Task).Write());
        var second = GraphPartitioner.Cut(Graph, areFlows: true, Labels, 3, hops: 2).Select(part => Part(part, FlowNetwork.Task).Write());

        Assert.Equal(first, second);
    }

    [Fact]
    public void Cut_AllParts_OwnEachLabelledFlowOnce()
    {
        var owned = GraphPartitioner.Cut(Graph, areFlows: true, Labels, 5, hops: 2).SelectMany(part => part.Rows.ToArray());

        Assert.Equal(Enumerable.Range(0, Flows).Where(flow => Labels[flow] >= 0), owned);
    }

    [Fact]
    public void Cut_MorePartsThanFlows_LeavesPartsEmpty()
    {
        var small = Graphs.Random(4, 3, 1);

        var parts = GraphPartitioner.Cut(small, areFlows: true, new[] { 0, 1, 0 }, 5, hops: 2);

        Assert.Equal(3, parts.Sum(part => part.Owned.Length));
        Assert.Equal(0, new PartProgram(Part(parts[0], FlowNetwork.Task)).ComputeGradient(new float[Parameters(FlowNetwork.Task)], new float[Parameters(FlowNetwork.Task)], 0));
    }

    [Fact]
    public void ComputeGradient_SamePartTwice_GivesTheSameBits()
    {
        var part = GraphPartitioner.Cut(Graph, areFlows: true, Labels, 2, hops: 2)[1];

        Assert.Equal(Gradient([part], FlowNetwork.Task).Gradient, Gradient([part], FlowNetwork.Task).Gradient);
    }

    [Fact]
    public void Evaluate_Parts_GiveTheWholeGraphsLogits()
    {
        var weights = Weights(FlowNetwork.Task);
        float[] Logits(int parts) => [.. GraphPartitioner.Cut(Graph, areFlows: true, Labels, parts, hops: 2).SelectMany(part => new PartProgram(Part(part, FlowNetwork.Task)).Evaluate(weights))];

        Assert.Equal(Logits(1), Logits(3));
    }

    [Fact]
    public void TrainingPart_WriteThenRead_ComputesTheSame()
    {
        var part = Part(GraphPartitioner.Cut(Graph, areFlows: true, Labels, 2, hops: 2)[0], FlowNetwork.Task);
        var (first, second) = (new float[Parameters(FlowNetwork.Task)], new float[Parameters(FlowNetwork.Task)]);

        new PartProgram(part).ComputeGradient(Weights(FlowNetwork.Task), first, 0);
        new PartProgram(TrainingPart.Read(part.Write())).ComputeGradient(Weights(FlowNetwork.Task), second, 0);

        Assert.Equal(first, second);
    }

    private static (float[] Gradient, double Loss) Gradient(IReadOnlyList<GraphPart> parts, string task)
    {
        var (sum, loss) = (new float[Parameters(task)], 0.0);
        foreach (var part in parts)
        {
            var gradient = new float[sum.Length];
            loss += new PartProgram(Part(part, task)).ComputeGradient(Weights(task), gradient, 0);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += gradient[i];
        }
        return (sum, loss);
    }

    private static TrainingPart Part(GraphPart part, string task) => new(
        task, GraphNetworks.UnnamedOf(task) ?? GraphNetworks.DefaultOf(task), 8, Classes, 1, task == FlowNetwork.Task ? Labels.Count(label => label >= 0) : Graph.Nodes, new float[] { 1, 2, 0.5f },
        Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures), part, part);

    private static float[] Weights(string task) => GraphNetworks.Create(new NetworkShape(task, GraphNetworks.UnnamedOf(task) ?? GraphNetworks.DefaultOf(task), Graphs.NodeFeatures, Graphs.FlowFeatures, 8, Classes)).Layout.Initialise(1);

    private static int Parameters(string task) => Weights(task).Length;

    private static void AssertClose((float[] Gradient, double Loss) expected, (float[] Gradient, double Loss) actual)
    {
        Assert.Equal(expected.Loss, actual.Loss, 1e-3);
        Assert.Contains(expected.Gradient, slope => Math.Abs(slope) > 1e-2);
        for (var i = 0; i < expected.Gradient.Length; i++)
            Assert.Equal(expected.Gradient[i], actual.Gradient[i], GradientTolerance);
    }
}
