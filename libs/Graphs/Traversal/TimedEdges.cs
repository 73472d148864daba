namespace NetMl.Graphs.Traversal;

/// <summary>Edges that are there at one moment each, in the order of time.</summary>
/// <remarks>Immutable; 20 bytes per edge. The unit of time is the caller's.</remarks>
public sealed class TimedEdges
{
    private readonly int[] _rows;
    private readonly int[] _sources;
    private readonly int[] _targets;
    private readonly long[] _times;

    private TimedEdges(int nodeCount, int[] rows, int[] sources, int[] targets, long[] times)
    {
        (NodeCount, _rows, _sources, _targets, _times) = (nodeCount, rows, sources, targets, times);
    }

    /// <summary>n.</summary>
    public int NodeCount { get; }

    /// <summary>[edges]: the caller's row of each edge; by time, then source, then row.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>[edges], in the same order.</summary>
    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>[edges], in the same order.</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>[edges], ascending.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>Sorts edges by time.</summary>
    /// <param name="nodeCount">n ≥ 0.</param>
    /// <param name="sources">[rows], each in 0..n−1.</param>
    /// <param name="targets">[rows], each in 0..n−1.</param>
    /// <param name="times">[rows], in any unit and any order.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <remarks>O(rows log rows).</remarks>
    public static TimedEdges Of(int nodeCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<long> times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodeCount);
        if (targets.Length != sources.Length || times.Length != sources.Length)
            throw new ArgumentException($"{sources.Length} sources, {targets.Length} targets and {times.Length} times: give one each per row.", nameof(times));
        var keys = new (long Time, int Source, int Row)[sources.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            if ((uint)sources[row] >= (uint)nodeCount || (uint)targets[row] >= (uint)nodeCount)
                throw new ArgumentException($"Row {row} joins nodes {sources[row]} and {targets[row]}; the graph has nodes 0 to {nodeCount - 1}.", nameof(sources));
            keys[row] = (times[row], sources[row], row);
        }
        Array.Sort(keys);
        var (rows, from, to, at) = (new int[keys.Length], new int[keys.Length], new int[keys.Length], new long[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
            (rows[i], from[i], to[i], at[i]) = (keys[i].Row, keys[i].Source, targets[keys[i].Row], keys[i].Time);
        return new TimedEdges(nodeCount, rows, from, to, at);
    }
}
