using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Parts;

/// <summary>The piece of a graph around some nodes.</summary>
/// <param name="NodeIndex">[n of the whole]: index in the piece, −1 = outside.</param>
/// <param name="FlowIndex">[m of the whole]: index in the piece, −1 = outside.</param>
internal sealed record Extract(GraphSample Graph, int[] NodeIndex, int[] FlowIndex)
{
    /// <summary>Every flow that touches a node less than <paramref name="hops"/> steps from a seed, and the ends of those flows; a step goes along a flow or to the same host's node before.</summary>
    public static Extract Around(GraphSample graph, bool[] seeds, int hops)
    {
        var source = graph.FlowSource.Span;
        var target = graph.FlowTarget.Span;
        var before = graph.NodeBefore.Span;
        var nodes = (bool[])seeds.Clone();
        var flows = new bool[graph.Flows];
        for (var hop = 0; hop < hops; hop++)
        {
            var reached = (bool[])nodes.Clone();
            for (var flow = 0; flow < flows.Length; flow++)
                if (nodes[source[flow]] || nodes[target[flow]])
                    flows[flow] = reached[source[flow]] = reached[target[flow]] = true;
            for (var node = 0; node < before.Length; node++)
                if (nodes[node] && before[node] >= 0)
                    reached[before[node]] = true;
            nodes = reached;
        }
        return Renumbered(graph, Numbered(nodes), Numbered(flows));
    }

    private static int[] Numbered(bool[] kept)
    {
        var next = 0;
        return Array.ConvertAll(kept, inside => inside ? next++ : -1);
    }

    private static Extract Renumbered(GraphSample graph, int[] nodeIndex, int[] flowIndex)
    {
        var flows = flowIndex.Count(index => index >= 0);
        var (source, target) = (new int[flows], new int[flows]);
        for (var flow = 0; flow < flowIndex.Length; flow++)
        {
            if (flowIndex[flow] < 0)
                continue;
            source[flowIndex[flow]] = nodeIndex[graph.FlowSource.Span[flow]];
            target[flowIndex[flow]] = nodeIndex[graph.FlowTarget.Span[flow]];
        }
        return new Extract(
            new GraphSample(
                nodeIndex.Count(index => index >= 0), graph.NodeFeatureCount, Rows(graph.NodeFeatures.Span, graph.NodeFeatureCount, nodeIndex),
                source, target, graph.FlowFeatureCount, Rows(graph.FlowFeatures.Span, graph.FlowFeatureCount, flowIndex), Before(graph.NodeBefore.Span, nodeIndex)),
            nodeIndex, flowIndex);
    }

    private static int[] Before(ReadOnlySpan<int> before, int[] nodeIndex)
    {
        var kept = new int[before.IsEmpty ? 0 : nodeIndex.Count(index => index >= 0)];
        for (var node = 0; node < before.Length; node++)
            if (nodeIndex[node] >= 0)
                kept[nodeIndex[node]] = before[node] < 0 ? -1 : nodeIndex[before[node]];
        return kept;
    }

    private static float[] Rows(ReadOnlySpan<float> values, int width, int[] index)
    {
        var rows = new float[index.Count(at => at >= 0) * width];
        for (var row = 0; row < index.Length; row++)
            if (index[row] >= 0)
                values.Slice(row * width, width).CopyTo(rows.AsSpan(index[row] * width));
        return rows;
    }
}
