using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Tensors;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Means and spreads of what is learnt from alone, as in jobs: of its flows and their hosts, or of its hosts and the flows at them.</summary>
internal static class RowScales
{
    /// <param name="items">Flows or hosts that are learnt from.</param>
    public static (Standardisation Nodes, Standardisation Flows) Of(string task, GraphSample graph, int[] items)
    {
        var (nodes, flows) = (new bool[graph.Nodes], new bool[graph.Flows]);
        var areFlows = GraphNetworks.IsOfFlows(task);
        foreach (var item in items)
            (areFlows ? flows : nodes)[item] = true;
        for (var flow = 0; flow < flows.Length; flow++)
        {
            var (source, target) = (graph.FlowSource.Span[flow], graph.FlowTarget.Span[flow]);
            if (!areFlows)
                flows[flow] = nodes[source] || nodes[target];
            else if (flows[flow])
                nodes[source] = nodes[target] = true;
        }
        return (Fit(graph.NodeFeatures, graph.NodeFeatureCount, nodes), Fit(graph.FlowFeatures, graph.FlowFeatureCount, flows));
    }

    private static Standardisation Fit(ReadOnlyMemory<float> values, int features, bool[] isPicked)
    {
        int[] rows = [.. Enumerable.Range(0, isPicked.Length).Where(row => isPicked[row])];
        return Standardisation.Fit(RowFeatures.Pick(new Tensor<float>(isPicked.Length, features, values.ToArray()), rows), features);
    }
}
