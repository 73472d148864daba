using NetMl.Gnn.Inputs;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Flows as rows of a table, for methods that know no graph.</summary>
internal static class RowFeatures
{
    /// <summary>Features per row.</summary>
    public static int Width(GraphSample graph, bool withHosts) => graph.FlowFeatureCount + (withHosts ? 2 * graph.NodeFeatureCount : 0);

    /// <summary>Features of the flow, then, if asked for, those of its source and of its target inside the window: all that a network sees, without who stands beside whom.</summary>
    /// <returns>[m, width].</returns>
    public static float[] Of(GraphSample graph, bool withHosts)
    {
        if (!withHosts)
            return graph.FlowFeatures.ToArray();
        var (width, fe, fn) = (Width(graph, withHosts), graph.FlowFeatureCount, graph.NodeFeatureCount);
        var rows = new float[graph.Flows * width];
        for (var flow = 0; flow < graph.Flows; flow++)
        {
            var row = rows.AsSpan(flow * width, width);
            graph.FlowFeatures.Span.Slice(flow * fe, fe).CopyTo(row);
            graph.NodeFeatures.Span.Slice(graph.FlowSource.Span[flow] * fn, fn).CopyTo(row[fe..]);
            graph.NodeFeatures.Span.Slice(graph.FlowTarget.Span[flow] * fn, fn).CopyTo(row[(fe + fn)..]);
        }
        return rows;
    }

    /// <summary>Some of the rows.</summary>
    public static float[] Pick(float[] rows, int width, int[] picked)
    {
        var some = new float[picked.Length * width];
        for (var i = 0; i < picked.Length; i++)
            rows.AsSpan(picked[i] * width, width).CopyTo(some.AsSpan(i * width));
        return some;
    }
}
