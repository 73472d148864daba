using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Tensors;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Flows or hosts as rows of a table, for methods that know no graph.</summary>
internal static class RowFeatures
{
    /// <summary>
    /// Of flows: the flow's features, then, if asked for, those of its source and of its target inside the window: all that a network sees, without who stands beside whom.
    /// Of hosts: the host's features, then, if asked for, the means of the features of the flows that it opened and of those that it answered.
    /// </summary>
    /// <returns>[items, width].</returns>
    public static Tensor<float> Of(string task, GraphSample graph, bool withMore) =>
        GraphNetworks.IsOfFlows(task) ? OfFlows(graph, withMore) : OfHosts(graph, withMore);

    private static Tensor<float> OfFlows(GraphSample graph, bool withHosts)
    {
        var (fe, fn) = (graph.FlowFeatureCount, graph.NodeFeatureCount);
        var rows = new Tensor<float>(graph.Flows, fe + (withHosts ? 2 * fn : 0));
        for (var flow = 0; flow < graph.Flows; flow++)
        {
            var row = rows.Row(flow);
            graph.FlowFeatures.Span.Slice(flow * fe, fe).CopyTo(row);
            if (!withHosts)
                continue;
            graph.NodeFeatures.Span.Slice(graph.FlowSource.Span[flow] * fn, fn).CopyTo(row[fe..]);
            graph.NodeFeatures.Span.Slice(graph.FlowTarget.Span[flow] * fn, fn).CopyTo(row[(fe + fn)..]);
        }
        return rows;
    }

    private static Tensor<float> OfHosts(GraphSample graph, bool withFlows)
    {
        var (fe, fn) = (graph.FlowFeatureCount, graph.NodeFeatureCount);
        var means = PreparedGraph<float>.Create(graph, Divided(fn), Divided(fe)).FlowMeans;
        var rows = new Tensor<float>(graph.Nodes, fn + (withFlows ? 2 * fe : 0));
        for (var node = 0; node < graph.Nodes; node++)
        {
            graph.NodeFeatures.Span.Slice(node * fn, fn).CopyTo(rows.Row(node));
            if (withFlows)
                means.Row(node).CopyTo(rows.Row(node)[fn..]);
        }
        return rows;
    }

    // Divided by 1000, so that nothing is cut off: no method here minds.
    private static Standardisation Divided(int features) => new(new float[features], [.. Enumerable.Repeat(1000f, features)]);
}
