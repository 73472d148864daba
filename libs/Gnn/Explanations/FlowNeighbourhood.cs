using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Explanations;

/// <summary>The part of a graph of flows that the answer for some nodes can depend on.</summary>
/// <param name="Sample">With its own numbers for nodes and flows.</param>
/// <param name="Flows">[flows of the sample]: their indices in the whole graph.</param>
/// <param name="Nodes">[nodes of the sample]: likewise.</param>
/// <param name="LeftOut">Flows that belong here and are not, because there are too many.</param>
internal sealed record FlowNeighbourhood(GraphSample Sample, int[] Flows, int[] Nodes, int LeftOut)
{
    /// <summary>Flows at nodes fewer than <paramref name="hops"/> steps away; of too many, those at the nearest nodes, and among these those nearest in the graph's order, which is that of time. O(n + m log m).</summary>
    /// <param name="ends">Where the walk begins.</param>
    /// <param name="own">A flow that is always there; −1 = none.</param>
    public static FlowNeighbourhood Around(GraphSample graph, ReadOnlySpan<int> ends, int own, int hops, int most)
    {
        var distance = Distances(graph, ends, hops);
        var (source, target) = (graph.FlowSource.ToArray(), graph.FlowTarget.ToArray());
        int Distance(int flow) => flow == own ? -1 : Math.Min(distance[source[flow]], distance[target[flow]]);
        var anchor = own >= 0 ? own : graph.Flows;
        int[] near = [.. Enumerable.Range(0, graph.Flows).Where(flow => flow == own || Distance(flow) < hops)];
        int[] flows = near.Length <= most ? near : [.. near.OrderBy(Distance).ThenBy(flow => Math.Abs(flow - anchor)).Take(most).Order()];
        int[] nodes = [.. flows.SelectMany(flow => (int[])[source[flow], target[flow]]).Concat(ends.ToArray()).Distinct().Order()];
        return new FlowNeighbourhood(graph.Only(flows, nodes), flows, nodes, near.Length - flows.Length);
    }

    // Steps along flows in either direction; int.MaxValue beyond the last that counts.
    private static int[] Distances(GraphSample graph, ReadOnlySpan<int> ends, int hops)
    {
        var distance = new int[graph.Nodes];
        distance.AsSpan().Fill(int.MaxValue);
        foreach (var end in ends)
            distance[end] = 0;
        for (var step = 1; step < hops; step++)
        {
            for (var flow = 0; flow < graph.Flows; flow++)
            {
                ref var source = ref distance[graph.FlowSource.Span[flow]];
                ref var target = ref distance[graph.FlowTarget.Span[flow]];
                if (source == step - 1)
                    target = Math.Min(target, step);
                else if (target == step - 1)
                    source = Math.Min(source, step);
            }
        }
        return distance;
    }
}
