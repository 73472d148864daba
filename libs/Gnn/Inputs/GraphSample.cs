namespace NetMl.Gnn.Inputs;

/// <summary>A graph as models take it: n nodes (a host inside one window), m flows between them, raw features.</summary>
/// <remarks>Row-major; values are raw: each model standardises with what it learnt. Windows need no mark: no flow joins two of them. Side by side, two graphs stay apart: no node of the second has one of the first before it.</remarks>
public sealed class GraphSample
{
    /// <summary>Checks lengths and indices once; keeps the buffers, which must not change afterwards.</summary>
    /// <param name="nodes">n.</param>
    /// <param name="nodeFeatures">[n, fn].</param>
    /// <param name="flowSource">[m]: node that opened the flow.</param>
    /// <param name="flowTarget">[m]: node that answered.</param>
    /// <param name="flowFeatures">[m, fe].</param>
    /// <param name="nodeBefore">[n]: see <see cref="NodeBefore"/>; empty = no node has one.</param>
    /// <exception cref="ArgumentException">Lengths do not fit together, or an index lies outside 0..n − 1.</exception>
    public GraphSample(
        int nodes, int nodeFeatureCount, ReadOnlyMemory<float> nodeFeatures,
        ReadOnlyMemory<int> flowSource, ReadOnlyMemory<int> flowTarget, int flowFeatureCount, ReadOnlyMemory<float> flowFeatures, ReadOnlyMemory<int> nodeBefore = default)
    {
        if (nodes < 0 || nodeFeatures.Length != (long)nodes * nodeFeatureCount)
            throw new ArgumentException($"{nodes} nodes of {nodeFeatureCount} features need {(long)nodes * nodeFeatureCount} values, not {nodeFeatures.Length}.", nameof(nodeFeatures));
        if (flowSource.Length != flowTarget.Length || flowFeatures.Length != (long)flowSource.Length * flowFeatureCount)
            throw new ArgumentException($"{flowSource.Length} flow sources, {flowTarget.Length} targets and {flowFeatures.Length} values of {flowFeatureCount} features do not fit together.", nameof(flowFeatures));
        CheckNodes(flowSource.Span, nodes, nameof(flowSource));
        CheckNodes(flowTarget.Span, nodes, nameof(flowTarget));
        if (!nodeBefore.IsEmpty && nodeBefore.Length != nodes)
            throw new ArgumentException($"{nodes} nodes have {nodeBefore.Length} nodes before them.", nameof(nodeBefore));
        for (var node = 0; node < nodeBefore.Length; node++)
            if (nodeBefore.Span[node] < -1 || nodeBefore.Span[node] >= node)
                throw new ArgumentException($"Node {node} has node {nodeBefore.Span[node]} before it; it must be an earlier one, or −1.", nameof(nodeBefore));
        Nodes = nodes;
        NodeFeatureCount = nodeFeatureCount;
        NodeFeatures = nodeFeatures;
        FlowSource = flowSource;
        FlowTarget = flowTarget;
        FlowFeatureCount = flowFeatureCount;
        FlowFeatures = flowFeatures;
        NodeBefore = nodeBefore;
    }

    /// <summary>n.</summary>
    public int Nodes { get; }

    /// <summary>m.</summary>
    public int Flows => FlowSource.Length;

    public int NodeFeatureCount { get; }

    public int FlowFeatureCount { get; }

    /// <summary>[n, fn].</summary>
    public ReadOnlyMemory<float> NodeFeatures { get; }

    /// <summary>[m].</summary>
    public ReadOnlyMemory<int> FlowSource { get; }

    /// <summary>[m].</summary>
    public ReadOnlyMemory<int> FlowTarget { get; }

    /// <summary>[m, fe].</summary>
    public ReadOnlyMemory<float> FlowFeatures { get; }

    /// <summary>[n]: the node of the same host in the last earlier window that holds it, −1 = none; empty = no node has one. What networks with a memory go along.</summary>
    public ReadOnlyMemory<int> NodeBefore { get; }

    /// <summary>The same graph that knows which nodes are one host. O(n).</summary>
    /// <param name="nodeHost">[n]: any number of the host; nodes stand in the order of their windows.</param>
    public GraphSample OfHosts(ReadOnlySpan<int> nodeHost)
    {
        var last = new Dictionary<int, int>();
        var before = new int[nodeHost.Length];
        for (var node = 0; node < before.Length; node++)
        {
            before[node] = last.GetValueOrDefault(nodeHost[node], -1);
            last[nodeHost[node]] = node;
        }
        return new GraphSample(Nodes, NodeFeatureCount, NodeFeatures, FlowSource, FlowTarget, FlowFeatureCount, FlowFeatures, before);
    }

    /// <summary>Both graphs side by side: the nodes and flows of <paramref name="first"/>, then those of <paramref name="second"/>.</summary>
    /// <exception cref="ArgumentException">The feature counts differ.</exception>
    public static GraphSample Concat(GraphSample first, GraphSample second)
    {
        if (first.NodeFeatureCount != second.NodeFeatureCount || first.FlowFeatureCount != second.FlowFeatureCount)
            throw new ArgumentException("Graphs of different features cannot stand side by side.", nameof(second));
        int Shift(int node) => node + first.Nodes;
        return new GraphSample(
            first.Nodes + second.Nodes, first.NodeFeatureCount, (float[])[.. first.NodeFeatures.Span, .. second.NodeFeatures.Span],
            (int[])[.. first.FlowSource.Span, .. Array.ConvertAll(second.FlowSource.ToArray(), Shift)],
            (int[])[.. first.FlowTarget.Span, .. Array.ConvertAll(second.FlowTarget.ToArray(), Shift)],
            first.FlowFeatureCount, (float[])[.. first.FlowFeatures.Span, .. second.FlowFeatures.Span],
            first.NodeBefore.IsEmpty && second.NodeBefore.IsEmpty ? default : (int[])[.. Before(first), .. Array.ConvertAll(Before(second), node => node < 0 ? node : Shift(node))]);
    }

    private static int[] Before(GraphSample graph)
    {
        if (!graph.NodeBefore.IsEmpty)
            return graph.NodeBefore.ToArray();
        var none = new int[graph.Nodes];
        none.AsSpan().Fill(-1);
        return none;
    }

    /// <summary>The same graph with some of its features. O((n + m) · features chosen).</summary>
    /// <param name="nodeColumns">Columns of <see cref="NodeFeatures"/>, in the order in which they shall stand.</param>
    /// <param name="flowColumns">Columns of <see cref="FlowFeatures"/>, likewise.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public GraphSample Select(ReadOnlySpan<int> nodeColumns, ReadOnlySpan<int> flowColumns) => new(
        Nodes, nodeColumns.Length, Columns(NodeFeatures, Nodes, NodeFeatureCount, nodeColumns),
        FlowSource, FlowTarget, flowColumns.Length, Columns(FlowFeatures, Flows, FlowFeatureCount, flowColumns), NodeBefore);

    /// <summary>Some flows and some nodes. O(n + chosen · features).</summary>
    /// <param name="flows">In the order in which they shall stand.</param>
    /// <param name="nodes">Ascending, with the ends of the flows.</param>
    /// <param name="withPast">Whether nodes keep the one before them where it is chosen too; else no node has one.</param>
    /// <exception cref="ArgumentException">A flow lacks an end.</exception>
    public GraphSample Only(ReadOnlySpan<int> flows, ReadOnlySpan<int> nodes, bool withPast = false)
    {
        var places = new int[Nodes];
        places.AsSpan().Fill(-1);
        for (var place = 0; place < nodes.Length; place++)
            places[nodes[place]] = place;
        int[] Places(ReadOnlyMemory<int> old, ReadOnlySpan<int> items)
        {
            var now = new int[items.Length];
            for (var i = 0; i < now.Length; i++)
                now[i] = old.Span[items[i]] is >= 0 and var node ? places[node] : -1;
            return now;
        }
        return new GraphSample(
            nodes.Length, NodeFeatureCount, PickedRows.Of(NodeFeatures.Span, NodeFeatureCount, nodes), Places(FlowSource, flows), Places(FlowTarget, flows),
            FlowFeatureCount, PickedRows.Of(FlowFeatures.Span, FlowFeatureCount, flows), withPast && !NodeBefore.IsEmpty ? Places(NodeBefore, nodes) : default);
    }

    private static ReadOnlyMemory<float> Columns(ReadOnlyMemory<float> values, int rows, int width, ReadOnlySpan<int> columns)
    {
        var isAll = columns.Length == width;
        for (var column = 0; isAll && column < width; column++)
            isAll = columns[column] == column;
        if (isAll)
            return values;
        var picked = new float[rows * columns.Length];
        for (var row = 0; row < rows; row++)
        {
            var from = values.Span.Slice(row * width, width);
            for (var column = 0; column < columns.Length; column++)
                picked[row * columns.Length + column] = from[columns[column]];
        }
        return picked;
    }

    private static void CheckNodes(ReadOnlySpan<int> indices, int nodes, string name)
    {
        for (var flow = 0; flow < indices.Length; flow++)
            if ((uint)indices[flow] >= (uint)nodes)
                throw new ArgumentException($"Flow {flow} names node {indices[flow]}; there are {nodes}.", name);
    }
}
