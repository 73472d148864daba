using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Anomalies;

/// <summary>
/// Servers of two kinds: the flows of one look alike and those of the other look otherwise. A planted flow looks like those of the other
/// kind of server, which is as common: alone nothing is odd about it.
/// </summary>
internal static class PlantedFlows
{
    private const int Windows = 30;
    private const int Servers = 4;
    private const int Nodes = 10;
    private const int FlowsPerWindow = 40;

    /// <param name="share">Of flows that are planted.</param>
    public static (GraphSample Graph, bool[] ArePlanted) Make(double share, int seed)
    {
        var random = new Random(seed);
        var count = Windows * FlowsPerWindow;
        var (source, target, features, planted) = (new int[count], new int[count], new float[count * Graphs.FlowFeatures], new bool[count]);
        for (var flow = 0; flow < count; flow++)
        {
            var server = random.Next(Servers);
            var first = flow / FlowsPerWindow * Nodes;
            (source[flow], target[flow], planted[flow]) = (first + Servers + random.Next(Nodes - Servers), first + server, random.NextDouble() < share);
            var look = (server % 2 == 0) != planted[flow] ? 1 : -1;
            for (var f = 0; f < Graphs.FlowFeatures; f++)
                features[flow * Graphs.FlowFeatures + f] = look * (f + 1) + (float)(random.NextDouble() - 0.5);
        }
        float[] nodes = [.. Enumerable.Range(0, Windows * Nodes * Graphs.NodeFeatures).Select(_ => (float)random.NextDouble())];
        return (new GraphSample(Windows * Nodes, Graphs.NodeFeatures, nodes, source, target, Graphs.FlowFeatures, features), planted);
    }

    /// <summary>Trains on flows of which none is planted and fits a scorer.</summary>
    public static ModelArtifact Train(string network, string scorer, int epochs)
    {
        var (graph, _) = Make(0, 1);
        var (nodes, flows) = (Standardisation.Fit(graph.NodeFeatures.Span, Graphs.NodeFeatures), Standardisation.Fit(graph.FlowFeatures.Span, Graphs.FlowFeatures));
        var task = new GraphTask(
            new NetworkShape(AnomalyTasks.Flows, network, Graphs.NodeFeatures, Graphs.FlowFeatures, 16, 0), nodes, flows, default,
            GraphTask.PartOf(graph, [.. Enumerable.Range(0, graph.Flows)], default), GraphTask.PartOf(graph, [], default), GraphTask.PartOf(graph, [], default));
        var outcome = GraphTraining.Train(task, new GraphSettings(epochs, Metric: GraphSettings.Loss), 1, WorkTeam.Alone, null, null, null, default);
        var artifact = new ModelArtifact(
            AnomalyTasks.Flows, [], ["a", "b", "c", "d"], ["x", "y", "z"], nodes, flows, 16, FlowsPerWindow, outcome.Weights, new ModelLineage("job", "snapshot", 1))
        { Network = network };
        var (heldOut, _) = Make(0, 2);
        return AnomalyFitting.Fit(artifact, new NormalItems(graph, flow => $"flow {flow}"), new NormalItems(heldOut, flow => $"flow {flow}"), new AnomalySettings(scorer), default);
    }
}
