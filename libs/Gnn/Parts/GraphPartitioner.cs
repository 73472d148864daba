using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Parts;

/// <summary>Cuts a graph into parts whose gradients add up to the whole graph's gradient.</summary>
/// <remarks>
/// Items are dealt out in contiguous ranges (flows in time order, nodes in window order), so windows mostly stay whole. Each part
/// also gets its halo: every flow within <c>hops</c> steps of an owned item, so that all averages that reach an owned item are
/// complete. The same input gives the same parts, and each average is summed in the same order as in the whole graph.
/// </remarks>
public static class GraphPartitioner
{
    /// <summary>Parts that own flows or nodes. O(parts · hops · (n + m)).</summary>
    /// <param name="areFlows">Items are flows; else nodes.</param>
    /// <param name="labels">[items]: those with −1 take part in the averages, nobody owns them; empty = all are owned, without labels.</param>
    /// <param name="parts">At least 1; a part may be empty when there are more parts than items.</param>
    /// <param name="hops"><see cref="IGraphNetwork.Hops"/>.</param>
    /// <param name="weights">[items]: how much each counts; empty = 1 each.</param>
    public static IReadOnlyList<GraphPart> Cut(GraphSample graph, bool areFlows, ReadOnlyMemory<int> labels, int parts, int hops, ReadOnlyMemory<float> weights = default)
    {
        var labelled = Enumerable.Range(0, areFlows ? graph.Flows : graph.Nodes).Where(item => labels.IsEmpty || labels.Span[item] >= 0).ToArray();
        return [.. Ranges(labelled, parts).Select(owned =>
        {
            var seeds = new bool[graph.Nodes];
            foreach (var item in owned.Span)
            {
                if (areFlows)
                    seeds[graph.FlowSource.Span[item]] = seeds[graph.FlowTarget.Span[item]] = true;
                else
                    seeds[item] = true;
            }
            var extract = Extract.Around(graph, seeds, hops);
            var index = areFlows ? extract.FlowIndex : extract.NodeIndex;
            return new GraphPart(extract.Graph, Pick<int>(index, owned.Span), owned, Pick(labels.Span, owned.Span), Pick(weights.Span, owned.Span));
        })];
    }

    private static IEnumerable<ReadOnlyMemory<int>> Ranges(int[] items, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        for (var part = 0; part < parts; part++)
        {
            var from = (int)((long)items.Length * part / parts);
            yield return items.AsMemory(from, (int)((long)items.Length * (part + 1) / parts) - from);
        }
    }

    private static T[] Pick<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> items)
    {
        if (values.IsEmpty)
            return [];
        var picked = new T[items.Length];
        for (var i = 0; i < items.Length; i++)
            picked[i] = values[items[i]];
        return picked;
    }
}
