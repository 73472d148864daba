using NetMl.Features;
using NetMl.Flows;

namespace NetMl.Inference.Scoring;

/// <summary>Finds the given flow behind a flow of the graph that was made of it.</summary>
internal sealed class FlowPlaces
{
    private readonly IReadOnlyList<FlowBatch> _batches;
    private readonly FlowGraph _graph;
    private readonly int[] _starts;

    public FlowPlaces(IReadOnlyList<FlowBatch> batches, FlowGraph graph)
    {
        (_batches, _graph) = (batches, graph);
        _starts = new int[batches.Count];
        for (var batch = 1; batch < _starts.Length; batch++)
            _starts[batch] = _starts[batch - 1] + batches[batch - 1].Count;
    }

    /// <summary>Its batch, its place there, and its row among all.</summary>
    public (FlowBatch Batch, int Local, int Row) Of(int flow)
    {
        var row = _graph.FlowRow.Span[flow];
        var found = Array.BinarySearch(_starts, row);
        var batch = found >= 0 ? LastAt(found) : ~found - 1;
        return (_batches[batch], row - _starts[batch], row);
    }

    // Batches may be empty: of those that start at the same row the last one holds it.
    private int LastAt(int batch)
    {
        while (batch + 1 < _starts.Length && _starts[batch + 1] == _starts[batch])
            batch++;
        return batch;
    }
}
