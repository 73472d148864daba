using NetMl.Gnn.Inputs;

namespace NetMl.Federation.GraphTasks;

/// <summary>One window, ready for the layers. Unlabelled flows take part in the averages and have no loss.</summary>
/// <param name="Items">Labelled flows, or nodes.</param>
internal sealed record WindowUnit(PreparedGraph<float> Graph, OwnedItems<float> Owned, int Items)
{
    public static WindowUnit Create(
        GraphSample window, ReadOnlyMemory<int> labels, bool isFlows, Standardisation nodes, Standardisation flows, ReadOnlyMemory<float> classWeights)
    {
        var graph = PreparedGraph<float>.Create(window, nodes, flows);
        if (!isFlows)
            return new WindowUnit(graph, OwnedItems<float>.AllNodes(graph), window.Nodes);
        int[] owned = [.. Enumerable.Range(0, window.Flows).Where(flow => labels.Span[flow] >= 0)];
        int[] classes = Array.ConvertAll(owned, flow => labels.Span[flow]);
        return new WindowUnit(graph, OwnedItems<float>.OfFlows(graph, owned, classes, classWeights), owned.Length);
    }
}
