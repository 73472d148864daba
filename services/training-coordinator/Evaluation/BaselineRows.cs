using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>What a model without any graph sees of an item: the features that the network sees of it and of its closest surroundings, standardised alike.</summary>
/// <remarks>A flow: its own features ‖ those of the host that opened it ‖ of the host that answered. A host: its own ‖ means of the flows that it opened ‖ of those that it answered.</remarks>
static class BaselineRows
{
    /// <summary>One row per item. O(rows · width).</summary>
    /// <param name="rows">Items of the graph.</param>
    /// <returns>[rows, width].</returns>
    public static (float[] Values, int Width) Of(TrainingSet input, JobGraph graph, ReadOnlySpan<int> rows)
    {
        var prepared = PreparedGraph<float>.Create(graph.Sample, input.NodeScale, input.FlowScale);
        var areFlows = GraphNetworks.IsOfFlows(input.Request.Task);
        var (nodes, flows) = (prepared.Nodes.Columns, prepared.Flows.Columns);
        var width = areFlows ? flows + 2 * nodes : nodes + 2 * flows;
        var values = new float[rows.Length * width];
        for (var place = 0; place < rows.Length; place++)
        {
            var row = rows[place];
            var to = values.AsSpan(place * width, width);
            if (areFlows)
            {
                prepared.Flows.Row(row).CopyTo(to);
                prepared.Nodes.Row(graph.Sample.FlowSource.Span[row]).CopyTo(to[flows..]);
                prepared.Nodes.Row(graph.Sample.FlowTarget.Span[row]).CopyTo(to[(flows + nodes)..]);
            }
            else
            {
                prepared.Nodes.Row(row).CopyTo(to);
                prepared.FlowMeans.Row(row).CopyTo(to[nodes..]);
            }
        }
        return (values, width);
    }

    /// <summary>At most so many of the labelled training items, evenly spread in their order.</summary>
    public static int[] TrainRows(TrainingSet input, int most)
    {
        var all = input.TrainParts.SelectMany(part => part.Rows.ToArray()).ToArray();
        return all.Length <= most ? all : [.. Enumerable.Range(0, most).Select(place => all[(int)((long)place * all.Length / most)])];
    }
}
