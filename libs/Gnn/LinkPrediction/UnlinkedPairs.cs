using NetMl.Tensors;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.LinkPrediction;

/// <summary>Draws pairs of nodes that are not linked.</summary>
public static class UnlinkedPairs
{
    private const int Tries = 16;

    // No dropout stream of a step comes near it.
    private const uint Stream = uint.MaxValue - 1;

    /// <summary>Writes pairs that follow from the seed and the step alone. O(pairs · log degree).</summary>
    /// <param name="neighbours">[n, n], rows ascending; n at least 2.</param>
    /// <param name="first">[pairs]; overwritten.</param>
    /// <param name="second">[pairs]; overwritten.</param>
    /// <remarks>A pair for which 16 tries hit a link, as in a graph that is nearly complete, is taken as it is, if its ends differ.</remarks>
    public static void Draw(Adjacency neighbours, int seed, long step, Span<int> first, Span<int> second)
    {
        var nodes = (uint)neighbours.Rows;
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 2u, nameof(neighbours));
        Span<uint> words = stackalloc uint[4];
        for (var pair = 0; pair < first.Length; pair++)
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                Philox.Block([(uint)pair, Stream - (uint)attempt, (uint)step, (uint)(step >> 32)], (uint)seed, words);
                var u = (int)((ulong)words[0] * nodes >> 32);
                var v = (int)((ulong)words[1] * (nodes - 1) >> 32);
                v += v >= u ? 1 : 0;
                (first[pair], second[pair]) = (u, v);
                if (neighbours.Sources[neighbours.Offsets[u]..neighbours.Offsets[u + 1]].BinarySearch(v) < 0)
                    break;
            }
    }
}
