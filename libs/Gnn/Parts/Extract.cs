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
        return new Extract(graph.Only(Kept(flows), Kept(nodes), withPast: true), Numbered(nodes), Numbered(flows));
    }

    private static int[] Kept(bool[] inside) => [.. Enumerable.Range(0, inside.Length).Where(place => inside[place])];

    private static int[] Numbered(bool[] kept)
    {
        var next = 0;
        return Array.ConvertAll(kept, inside => inside ? next++ : -1);
    }
}
