using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Tests;

/// <summary>Seeded random graphs.</summary>
internal static class Graphs
{
    public const int NodeFeatures = 4;
    public const int FlowFeatures = 3;

    public static Standardisation Plain(int features) => new(new float[features], Enumerable.Repeat(1f, features).ToArray());

    /// <summary>The last node has no flow; parallel flows and flows of a node to itself occur.</summary>
    public static GraphSample Random(int nodes, int flows, int seed)
    {
        var random = new Random(seed);
        int[] Ends() => [.. Enumerable.Range(0, flows).Select(_ => random.Next(nodes - 1))];
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        return new GraphSample(nodes, NodeFeatures, Values(nodes * NodeFeatures), Ends(), Ends(), FlowFeatures, Values(flows * FlowFeatures));
    }

    public static int[] Labels(int flows, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, flows).Select(_ => random.Next(-1, classes))];
    }

    /// <summary>The same with nodes that are one host every few nodes, as in windows.</summary>
    public static GraphSample Recurring(GraphSample graph, int hosts) => graph.OfHosts([.. Enumerable.Range(0, graph.Nodes).Select(node => node % hosts)]);

    /// <summary>The same graph with node v called order[v] and flow e placed at flowOrder[e].</summary>
    public static GraphSample Renumber(GraphSample graph, int[] order, int[] flowOrder)
    {
        var (nodes, source, target, flows) = (new float[graph.NodeFeatures.Length], new int[graph.Flows], new int[graph.Flows], new float[graph.FlowFeatures.Length]);
        for (var v = 0; v < graph.Nodes; v++)
            graph.NodeFeatures.Span.Slice(v * NodeFeatures, NodeFeatures).CopyTo(nodes.AsSpan(order[v] * NodeFeatures));
        for (var e = 0; e < graph.Flows; e++)
        {
            source[flowOrder[e]] = order[graph.FlowSource.Span[e]];
            target[flowOrder[e]] = order[graph.FlowTarget.Span[e]];
            graph.FlowFeatures.Span.Slice(e * FlowFeatures, FlowFeatures).CopyTo(flows.AsSpan(flowOrder[e] * FlowFeatures));
        }
        return new GraphSample(graph.Nodes, NodeFeatures, nodes, source, target, FlowFeatures, flows);
    }

    public static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }
}
