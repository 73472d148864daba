using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;

namespace NetMl.Gnn.Tests.Anomalies;

/// <summary>Cut into parts, the networks answer as on the whole graph; those that draw nothing also learn as on the whole graph.</summary>
public sealed class AnomalyPartsTests
{
    private const float Tolerance = 2e-5f;

    // Few flows per node, so that halos do not hold the whole graph.
    private static readonly GraphSample Graph = Graphs.Random(400, 500, 7);

    [Theory]
    [MemberData(nameof(AnomalyNetworkTests.Networks), MemberType = typeof(AnomalyNetworkTests))]
    public void Evaluate_ThreeParts_GivesTheWholeGraphsOutputs(string task, string network)
    {
        var whole = Parts(task, network, 1).SelectMany(part => part.Evaluate(Weights(part))).ToArray();
        var cut = Parts(task, network, 3).SelectMany(part => part.Evaluate(Weights(part))).ToArray();

        Assert.Equal(whole.Length, cut.Length);
        foreach (var (one, other) in whole.Zip(cut))
            Assert.Equal(one, other, Tolerance * (1 + Math.Abs(one)));
    }

    [Fact]
    public void ComputeGradient_MaskedFlowsInFourParts_AddsUpToTheWholeGradient()
    {
        var (whole, cut) = (Gradient(Parts(AnomalyTasks.Flows, MaskedFlowNetwork.Name, 1)), Gradient(Parts(AnomalyTasks.Flows, MaskedFlowNetwork.Name, 4)));

        Assert.Contains(whole, slope => Math.Abs(slope) > 1e-2);
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], cut[i], Tolerance * (1 + Math.Abs(whole[i])));
    }

    [Theory]
    [MemberData(nameof(AnomalyNetworkTests.Networks), MemberType = typeof(AnomalyNetworkTests))]
    public void ComputeGradient_AnyPart_IsFiniteAndTheSameTwice(string task, string network)
    {
        var first = Gradient(Parts(task, network, 3));

        Assert.All(first, slope => Assert.True(float.IsFinite(slope)));
        Assert.Equal(first, Gradient(Parts(task, network, 3)));
    }

    private static PartProgram[] Parts(string task, string network, int parts)
    {
        var hops = AnomalyNetworkTests.Create(task, network, 8).Hops;
        var cut = GraphPartitioner.Cut(Graph, GraphNetworks.IsOfFlows(task), default, parts, hops);
        return [.. cut.Select(part => new PartProgram(TrainingPart.Read(new TrainingPart(
            task, network, 8, 0, 1, 100, default, Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures), part, part).Write())))];
    }

    private static float[] Weights(PartProgram part) => [.. Enumerable.Range(0, part.Parameters).Select(i => MathF.Sin(i) * 0.3f)];

    private static float[] Gradient(PartProgram[] parts)
    {
        var sum = new float[parts[0].Parameters];
        foreach (var part in parts)
        {
            var gradient = new float[sum.Length];
            part.ComputeGradient(Weights(part), gradient, 0);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += gradient[i];
        }
        return sum;
    }
}
