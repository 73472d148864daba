using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Splits;

/// <summary>Means and spreads of what is learnt from alone: of its flows and the hosts at their ends, or of its hosts and the flows that they opened or answered.</summary>
public sealed record LearntScales(Standardisation Nodes, Standardisation Flows)
{
    /// <summary>O((n + m) · features).</summary>
    /// <param name="areFlows">Items are flows; else nodes.</param>
    /// <param name="isLearnt">[items].</param>
    /// <exception cref="InvalidDataException">A feature is not a finite number.</exception>
    public static LearntScales Of(GraphSample graph, bool areFlows, ReadOnlySpan<bool> isLearnt)
    {
        var flows = areFlows ? isLearnt.ToArray() : ItemSplits.FlowsOf(graph, isLearnt);
        var nodes = areFlows ? new bool[graph.Nodes] : isLearnt.ToArray();
        for (var flow = 0; areFlows && flow < flows.Length; flow++)
            if (flows[flow])
                nodes[graph.FlowSource.Span[flow]] = nodes[graph.FlowTarget.Span[flow]] = true;
        return new LearntScales(Fit(graph.NodeFeatures.Span, graph.NodeFeatureCount, nodes), Fit(graph.FlowFeatures.Span, graph.FlowFeatureCount, flows));
    }

    private static Standardisation Fit(ReadOnlySpan<float> values, int features, bool[] isPicked) =>
        Standardisation.Fit(PickedRows.Of(values, features, [.. Enumerable.Range(0, isPicked.Length).Where(row => isPicked[row])]), features);
}
