using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>Each joined pair of nodes once, from the node with fewer neighbours to the one with more, with the way or ways in which it is joined.</summary>
internal sealed class DyadGraph
{
    /// <summary>The first node points to the second.</summary>
    public const int Out = 1;

    /// <summary>The second node points to the first.</summary>
    public const int In = 2;

    /// <summary>Each points to the other.</summary>
    public const int Both = 3;

    private const int Codes = 4;
    private const int ChunkNodes = 256;

    private readonly long[] _degrees;
    private readonly long[] _offsets;
    private readonly int[] _targets;
    private readonly byte[] _codes;

    /// <param name="degrees">[3n]: of node v, at 3v + code − 1, the pairs of that code.</param>
    /// <param name="offsets">[n + 1], nodes called by their places in <see cref="DegreeOrder"/>.</param>
    private DyadGraph(long[] degrees, long[] offsets, int[] targets, byte[] codes) => (_degrees, _offsets, _targets, _codes) = (degrees, offsets, targets, codes);

    public int NodeCount => _offsets.Length - 1;

    /// <summary>Pairs joined both ways.</summary>
    public Int128 MutualCount => Sum(Both) / 2;

    /// <summary>Pairs joined one way.</summary>
    public Int128 OneWayCount => Sum(Out);

    /// <summary>A code as the other node sees it.</summary>
    public static int Turned(int code) => (code >> 1) | ((code & 1) << 1);

    public static DyadGraph Of(CsrGraph graph, int threads)
    {
        var (n, back) = (graph.NodeCount, graph.Transpose);
        var begins = new long[n + 1];
        for (var v = 0; v < n; v++)
            begins[v + 1] = begins[v] + graph.OutDegree(v) + back.OutDegree(v);
        var (targets, codes) = (new int[begins[n]], new byte[begins[n]]);
        var (counts, degrees) = (new int[n], new long[3 * n]);
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                counts[v] = Merge(v, graph.Neighbours(v), back.Neighbours(v), targets.AsSpan((int)begins[v]), codes.AsSpan((int)begins[v]));
                foreach (var code in codes.AsSpan((int)begins[v], counts[v]))
                    degrees[3 * v + code - 1]++;
            }
        });

        var order = DegreeOrder.Of(counts);
        var offsets = new long[n + 1];
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                var (place, upwards) = (order.PlaceOf[v], 0);
                foreach (var w in targets.AsSpan((int)begins[v], counts[v]))
                    upwards += order.PlaceOf[w] < place ? 1 : 0;
                offsets[place + 1] = upwards;
            }
        });
        for (var v = 0; v < n; v++)
            offsets[v + 1] += offsets[v];
        var (upTargets, upCodes) = (new int[offsets[n]], new byte[offsets[n]]);
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            for (var place = begin; place < end; place++)
            {
                var (v, slot) = (order.NodeAt[place], (int)offsets[place]);
                for (var i = (int)begins[v]; i < begins[v] + counts[v]; i++)
                {
                    var other = order.PlaceOf[targets[i]];
                    if (other > place)
                        continue;
                    upTargets[slot] = other;
                    upCodes[slot++] = codes[i];
                }
            }
        });
        return new DyadGraph(degrees, offsets, upTargets, upCodes);
    }

    /// <summary>[64]: closed triads a, b, c, nodes in this graph's order, at ab + 4 ac + 16 bc.</summary>
    public long[] CountClosed(int threads)
    {
        var counts = new long[Codes * Codes * Codes];
        FixedChunks.Run(NodeCount, ChunkNodes, threads, () => new byte[NodeCount], (begin, end, marks) =>
        {
            Span<long> own = stackalloc long[Codes * Codes * Codes];
            own.Clear();
            for (var a = begin; a < end; a++)
                CountClosed(a, marks, own);
            for (var at = 0; at < own.Length; at++)
            {
                if (own[at] != 0)
                    Interlocked.Add(ref counts[at], own[at]);
            }
        });
        return counts;
    }

    private void CountClosed(int a, byte[] marks, Span<long> counts)
    {
        var (begin, end) = ((int)_offsets[a], (int)_offsets[a + 1]);
        if (end - begin < 2)
            return;
        for (var i = begin; i < end; i++)
            marks[_targets[i]] = _codes[i];
        for (var i = begin; i < end; i++)
        {
            var (b, ab) = (_targets[i], _codes[i]);
            var first = (int)_offsets[b];
            var row = _targets.AsSpan(first..(int)_offsets[b + 1]);
            for (var j = 0; j < row.Length; j++)
            {
                var ac = marks[row[j]];
                if (ac != 0)
                    counts[ab + Codes * ac + Codes * Codes * _codes[first + j]]++;
            }
        }
        for (var i = begin; i < end; i++)
            marks[_targets[i]] = 0;
    }

    /// <summary>[4, 4]: for each two codes, lower one first, the pairs of neighbours that some node sees so. Entries the other way round are 0.</summary>
    public Int128[,] CountPairs()
    {
        var pairs = new Int128[Codes, Codes];
        for (var at = 0; at < _degrees.Length; at += 3)
        {
            for (var first = 0; first < 3; first++)
            {
                Int128 one = _degrees[at + first];
                pairs[first + 1, first + 1] += one * (one - 1) / 2;
                for (var second = first + 1; second < 3; second++)
                    pairs[first + 1, second + 1] += one * _degrees[at + second];
            }
        }
        return pairs;
    }

    private Int128 Sum(int code)
    {
        Int128 sum = 0;
        for (var at = code - 1; at < _degrees.Length; at += 3)
            sum += _degrees[at];
        return sum;
    }

    private static int Merge(int node, ReadOnlySpan<int> to, ReadOnlySpan<int> from, Span<int> targets, Span<byte> codes)
    {
        int i = 0, j = 0, count = 0;
        while (i < to.Length || j < from.Length)
        {
            var (a, b) = (i < to.Length ? to[i] : int.MaxValue, j < from.Length ? from[j] : int.MaxValue);
            var other = Math.Min(a, b);
            var code = (a == other ? Out : 0) | (b == other ? In : 0);
            i += a == other ? 1 : 0;
            j += b == other ? 1 : 0;
            targets[count] = other;
            codes[count] = (byte)code;
            count += other == node ? 0 : 1;
        }
        return count;
    }
}
