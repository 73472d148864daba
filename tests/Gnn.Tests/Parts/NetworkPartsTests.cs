using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;

namespace NetMl.Gnn.Tests.Parts;

/// <summary>Every network's hops are enough: the gradients of parts add up to that of the whole graph, and their answers are the whole graph's.</summary>
public sealed class NetworkPartsTests
{
    private const int Classes = 3;
    private const int Hosts = 40;
    private const float Tolerance = 2e-5f;
    private static readonly float[] ClassWeights = [1, 2, 0.5f];

    // Few flows per node, so that halos do not hold the whole graph.
    private static readonly GraphSample Graph = Graphs.Recurring(Graphs.Random(400, 500, 7), Hosts);

    public static TheoryData<string, string> Networks()
    {
        var all = new TheoryData<string, string>();
        foreach (var task in GraphNetworks.Tasks.Where(GraphNetworks.HasClasses))
            foreach (var network in GraphNetworks.NamesOf(task))
                all.Add(task, network);
        return all;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ComputeGradient_OfFourParts_AddsUpToTheWholeGradient(string task, string network)
    {
        var (whole, cut) = (Parts(task, network, 1), Parts(task, network, 4));

        var (wholeGradient, wholeLoss) = Gradient(whole);
        var (gradient, loss) = Gradient(cut);

        Assert.Equal(wholeLoss, loss, 1e-2);
        Assert.Contains(wholeGradient, slope => Math.Abs(slope) > 1e-2);
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal(wholeGradient[i], gradient[i], Tolerance * (1 + Math.Abs(wholeGradient[i])));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Evaluate_Parts_GiveTheWholeGraphsLogits(string task, string network)
    {
        var whole = Parts(task, network, 1).SelectMany(part => part.Evaluate(Weights(part)));
        var cut = Parts(task, network, 3).SelectMany(part => part.Evaluate(Weights(part)));

        foreach (var (one, other) in whole.Zip(cut))
            Assert.Equal(one, other, Tolerance * (1 + Math.Abs(one)));
    }

    [Fact]
    public void Hops_OneTooFew_MissesAWindowOfTheMemory()
    {
        var network = Network("flow-classification", "e-graphsage-temporal");
        var whole = new PartProgram(Part(network.Task, network.Network, GraphPartitioner.Cut(Graph, areFlows: true, Labels(Graph.Flows), 1, 1)[0]));

        var torn = GraphPartitioner.Cut(Graph, areFlows: true, Labels(Graph.Flows), 3, GraphNetworks.Create(network).Hops - 1).Select(part => new PartProgram(Part(network.Task, network.Network, part)));

        Assert.Contains(whole.Evaluate(Weights(whole)).Zip(torn.SelectMany(part => part.Evaluate(Weights(part)))), pair => Math.Abs(pair.First - pair.Second) > 1e-4);
    }

    private static NetworkShape Network(string task, string network) => new(task, network, Graphs.NodeFeatures, Graphs.FlowFeatures, 8, Classes);

    private static int[] Labels(int items) => Graphs.Labels(items, Classes, 8);

    private static PartProgram[] Parts(string task, string network, int parts)
    {
        var areFlows = GraphNetworks.IsOfFlows(task);
        var items = areFlows ? Graph.Flows : Graph.Nodes;
        var cut = GraphPartitioner.Cut(Graph, areFlows, Labels(items), parts, GraphNetworks.Create(Network(task, network)).Hops, ItemWeights(items));
        return [.. cut.Select(part => new PartProgram(TrainingPart.Read(Part(task, network, part).Write())))];
    }

    private static TrainingPart Part(string task, string network, GraphPart part) => new(
        task, network, 8, Classes, 1, 100, ClassWeights, Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures), part, part);

    private static float[] ItemWeights(int items) => [.. Enumerable.Range(0, items).Select(item => item % 4 * 0.5f)];

    private static float[] Weights(PartProgram part) => [.. Enumerable.Range(0, part.Parameters).Select(i => MathF.Sin(i) * 0.3f)];

    private static (float[] Gradient, double Loss) Gradient(PartProgram[] parts)
    {
        var (sum, loss) = (new float[parts[0].Parameters], 0.0);
        foreach (var part in parts)
        {
            var gradient = new float[sum.Length];
            loss += part.ComputeGradient(Weights(part), gradient, 0);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += gradient[i];
        }
        return (sum, loss);
    }
}
