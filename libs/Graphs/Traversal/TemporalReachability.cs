namespace NetMl.Graphs.Traversal;

/// <summary>What a node reaches along edges in the order of time.</summary>
/// <param name="Source">Where it begins.</param>
/// <param name="Arrivals">[n]: the earliest time of arrival; <see cref="long.MaxValue"/> where nothing arrives; for the source, when it begins.</param>
/// <param name="ArrivalRows">[n]: the caller's row of the edge that arrives first; −1 for the source and where nothing arrives.</param>
/// <param name="Reached">Nodes with an arrival, the source among them, ascending.</param>
public sealed record TemporalReach(int Source, ReadOnlyMemory<long> Arrivals, ReadOnlyMemory<int> ArrivalRows, ReadOnlyMemory<int> Reached);

/// <summary>Finds time-respecting paths: each edge is taken after the one before it.</summary>
public static class TemporalReachability
{
    /// <summary>The earliest arrivals from a node within a span of time.</summary>
    /// <param name="source">Begins at <paramref name="from"/>.</param>
    /// <param name="from">Earlier edges cannot be taken.</param>
    /// <param name="to">Later edges cannot be taken; ≥ <paramref name="from"/>.</param>
    /// <param name="minGap">≥ 0: the time that must pass between arriving over one edge and leaving over the next. With 0, edges of the same time can follow each other.</param>
    /// <exception cref="ArgumentException">No such node, a span that ends before it begins, a gap below 0.</exception>
    /// <remarks>
    /// O(log m + edges in the span · log of edges at one time), one pass in the order of time. Source: Wu et al. 2014, "Path problems in
    /// temporal graphs", algorithm 1; we differ: an edge takes no time itself, and edges of one time are followed in every order.
    /// </remarks>
    public static TemporalReach Compute(TimedEdges edges, int source, long from, long to, long minGap)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if ((uint)source >= (uint)edges.NodeCount)
            throw new ArgumentOutOfRangeException(nameof(source), source, $"The graph has nodes 0 to {edges.NodeCount - 1}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfNegative(minGap);
        var pass = new Pass(edges, source, from, minGap);
        for (var begin = FirstFrom(edges.Times, from); begin < edges.Times.Length && edges.Times[begin] <= to;)
        {
            var end = begin + 1;
            while (end < edges.Times.Length && edges.Times[end] == edges.Times[begin])
                end++;
            pass.Take(begin, end);
            begin = end;
        }
        return pass.Result();
    }

    private static int FirstFrom(ReadOnlySpan<long> times, long from)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = times[middle] < from ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private sealed class Pass
    {
        private readonly TimedEdges _edges;
        private readonly int _source;
        private readonly long _minGap;
        private readonly long[] _arrivals;
        private readonly int[] _rows;
        private readonly Queue<int> _arrivedNow = new();

        public Pass(TimedEdges edges, int source, long from, long minGap)
        {
            (_edges, _source, _minGap) = (edges, source, minGap);
            (_arrivals, _rows) = (new long[edges.NodeCount], new int[edges.NodeCount]);
            Array.Fill(_arrivals, long.MaxValue);
            Array.Fill(_rows, -1);
            _arrivals[source] = from;
        }

        /// <summary>Takes all edges of one time, [begin, end).</summary>
        public void Take(int begin, int end)
        {
            for (var e = begin; e < end; e++)
                TakeEdge(e);
            // Edges that came before the one that arrived at their source.
            while (_minGap == 0 && _arrivedNow.TryDequeue(out var node))
            {
                var first = begin + FirstOf(_edges.Sources[begin..end], node);
                for (var e = first; e < end && _edges.Sources[e] == node; e++)
                    TakeEdge(e);
            }
        }

        public TemporalReach Result()
        {
            var reached = new List<int>();
            for (var v = 0; v < _rows.Length; v++)
            {
                if (v == _source || _rows[v] >= 0)
                    reached.Add(v);
            }
            return new TemporalReach(_source, _arrivals, _rows, reached.ToArray());
        }

        private void TakeEdge(int e)
        {
            var (from, to, time) = (_edges.Sources[e], _edges.Targets[e], _edges.Times[e]);
            var arrival = _arrivals[from];
            var hasWaited = from == _source || (arrival <= time && (ulong)(time - arrival) >= (ulong)_minGap);
            if (!hasWaited || to == _source || _rows[to] >= 0)
                return;
            _arrivals[to] = time;
            _rows[to] = _edges.Rows[e];
            if (_minGap == 0)
                _arrivedNow.Enqueue(to);
        }

        private static int FirstOf(ReadOnlySpan<int> sources, int node)
        {
            int low = 0, high = sources.Length;
            while (low < high)
            {
                var middle = low + (high - low) / 2;
                (low, high) = sources[middle] < node ? (middle + 1, high) : (low, middle);
            }
            return low;
        }
    }
}
