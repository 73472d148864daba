using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Baselines;

/// <summary>What a model without any graph sees of an item, in one row: the features that a network sees of it and of what is next to it.</summary>
/// <remarks>A flow: its own features ‖ those of the host that opened it ‖ of the host that answered. A node: its own ‖ means of the flows that it opened ‖ of those that it answered.</remarks>
public static class ItemRows
{
    /// <summary>Columns of a row.</summary>
    public static int Width(bool areFlows, int nodeFeatures, int flowFeatures) => areFlows ? flowFeatures + 2 * nodeFeatures : nodeFeatures + 2 * flowFeatures;

    /// <summary>One row for each item. O(items · width).</summary>
    /// <param name="items">Flows or nodes of the graph.</param>
    /// <returns>[items, width], standardised.</returns>
    public static float[] Of(PreparedGraph<float> graph, bool areFlows, ReadOnlySpan<int> items)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (nodes, flows) = (graph.Nodes.Columns, graph.Flows.Columns);
        var width = Width(areFlows, nodes, flows);
        var values = new float[items.Length * width];
        for (var place = 0; place < items.Length; place++)
        {
            var item = items[place];
            var row = values.AsSpan(place * width, width);
            if (areFlows)
            {
                graph.Flows.Row(item).CopyTo(row);
                graph.Nodes.Row(graph.Sample.FlowSource.Span[item]).CopyTo(row[flows..]);
                graph.Nodes.Row(graph.Sample.FlowTarget.Span[item]).CopyTo(row[(flows + nodes)..]);
            }
            else
            {
                graph.Nodes.Row(item).CopyTo(row);
                graph.FlowMeans.Row(item).CopyTo(row[nodes..]);
            }
        }
        return values;
    }
}
