using System.Numerics;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>Triangles of an undirected graph.</summary>
/// <param name="Total">Distinct triangles.</param>
/// <param name="OfNode">[n]: triangles that each node is part of; sums to 3 × <paramref name="Total"/>.</param>
public sealed record TriangleCounts(long Total, ReadOnlyMemory<long> OfNode);

/// <summary>Counts sets of three nodes that are all connected with each other.</summary>
public static class Triangles
{
    private const int ChunkNodes = 64;

    /// <summary>Counts triangles, in all and per node.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <remarks>
    /// O(m^1.5) time, [n + m / 2] ints and [n] longs per thread of scratch. Each edge points from the end with the lower degree to the one with the higher; each
    /// node's pointed-to nodes are marked while those of its neighbours are looked up. The 2048 nodes of highest degree, where most triangles
    /// meet, are looked up 64 at a time as bits. Source: Schank and Wagner 2005, "Finding, counting and listing all triangles in large graphs"
    /// (forward algorithm with degree order).
    /// </remarks>
    public static TriangleCounts Compute(CsrGraph undirected, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        var order = DegreeOrder.Of(undirected);
        var scratches = Search(undirected, order, threads, perNode: true, out var total);
        var ofNode = new long[undirected.NodeCount];
        for (var place = 0; place < ofNode.Length; place++)
        {
            foreach (var scratch in scratches)
                ofNode[order.NodeAt[place]] += scratch.OfPlace[place];
        }
        return new TriangleCounts(total, ofNode);
    }

    /// <summary>Counts triangles in all; faster than <see cref="Compute"/>.</summary>
    /// <inheritdoc cref="Compute"/>
    public static long Count(CsrGraph undirected, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        Search(undirected, DegreeOrder.Of(undirected), threads, perNode: false, out var total);
        return total;
    }

    private static IReadOnlyCollection<Scratch> Search(CsrGraph undirected, DegreeOrder order, int threads, bool perNode, out long total)
    {
        var rows = new UpwardRows(undirected, order, threads);
        var scratches = new List<Scratch>();
        var sum = 0L;
        FixedChunks.Run(undirected.NodeCount, ChunkNodes, threads, NewScratch, (begin, end, scratch) =>
        {
            var found = 0L;
            for (var place = begin; place < end; place++)
                found += perNode ? CountAt(rows, place, scratch) : CountAt(rows, place, scratch.Marks);
            Interlocked.Add(ref sum, found);
        });
        total = sum;
        return scratches;

        Scratch NewScratch()
        {
            var scratch = new Scratch(new ulong[undirected.NodeCount / 64 + UpwardRows.HubWords], new long[perNode ? undirected.NodeCount : 0]);
            lock (scratches)
                scratches.Add(scratch);
            return scratch;
        }
    }

    /// <summary>Triangles whose lowest degree is at a place, counted at all three corners.</summary>
    private static long CountAt(UpwardRows rows, int place, Scratch scratch)
    {
        var row = rows.Row(place);
        if (row.Length < 2)
            return 0;
        var (marks, ofPlace) = (scratch.Marks, scratch.OfPlace);
        Mark(marks, row);
        var all = 0L;
        foreach (var v in row)
        {
            var here = 0L;
            var bits = rows.HubBits(v);
            for (var word = 0; word < bits.Length; word++)
            {
                for (var both = bits[word] & marks[word]; both != 0; both &= both - 1)
                {
                    ofPlace[word * 64 + BitOperations.TrailingZeroCount(both)]++;
                    here++;
                }
            }
            foreach (var w in rows.Listed(v))
            {
                var isMarked = (long)(marks[w >> 6] >> w & 1);
                ofPlace[w] += isMarked;
                here += isMarked;
            }
            ofPlace[v] += here;
            all += here;
        }
        ofPlace[place] += all;
        Unmark(marks, row);
        return all;
    }

    /// <summary>As the other, without the corners.</summary>
    private static long CountAt(UpwardRows rows, int place, ulong[] marks)
    {
        var row = rows.Row(place);
        if (row.Length < 2)
            return 0;
        Mark(marks, row);
        var all = 0L;
        foreach (var v in row)
        {
            var bits = rows.HubBits(v);
            for (var word = 0; word < bits.Length; word++)
                all += BitOperations.PopCount(bits[word] & marks[word]);
            foreach (var w in rows.Listed(v))
                all += (long)(marks[w >> 6] >> w & 1);
        }
        Unmark(marks, row);
        return all;
    }

    private static void Mark(ulong[] marks, ReadOnlySpan<int> row)
    {
        foreach (var v in row)
            marks[v >> 6] |= 1UL << v;
    }

    private static void Unmark(ulong[] marks, ReadOnlySpan<int> row)
    {
        foreach (var v in row)
            marks[v >> 6] = 0;
    }

    /// <summary>Of one thread: a bit per place, all clear between nodes, and triangles found per place.</summary>
    private sealed record Scratch(ulong[] Marks, long[] OfPlace);
}
