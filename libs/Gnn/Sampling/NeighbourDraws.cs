using NetMl.Tensors;
using NetMl.Tensors.Parallelism;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.Sampling;

/// <summary>Draws the neighbours of many targets, each from numbers of its own.</summary>
internal readonly ref struct NeighbourDraws(
    Adjacency graph, ReadOnlySpan<int> targets, ReadOnlySpan<int> offsets, Span<int> sources, ulong seed, ulong step, int layer) : IChunkWork
{
    private const int ChunkTargets = 512;

    // Dropout numbers its streams from 0: the upper half is for draws.
    private const uint DrawStreams = 1u << 31;
    private readonly ReadOnlySpan<int> _targets = targets;
    private readonly ReadOnlySpan<int> _offsets = offsets;
    private readonly Span<int> _sources = sources;

    public static int Chunks(int targets) => (targets + ChunkTargets - 1) / ChunkTargets;

    public void Run(int chunk)
    {
        var end = Math.Min(_targets.Length, (chunk + 1) * ChunkTargets);
        for (var target = chunk * ChunkTargets; target < end; target++)
        {
            var node = _targets[target];
            var neighbours = graph.Sources[graph.Offsets[node]..graph.Offsets[node + 1]];
            var drawn = _sources[_offsets[target].._offsets[target + 1]];
            if (drawn.Length == neighbours.Length)
                neighbours.CopyTo(drawn);
            else
                Draw(node, neighbours, drawn);
        }
    }

    // Floyd's sampling: for j from d − k to d − 1 draw t in 0..j; take t, or j when t is taken already (Bentley & Floyd 1987).
    private void Draw(int node, ReadOnlySpan<int> neighbours, Span<int> drawn)
    {
        Span<uint> words = stackalloc uint[4];
        for (var i = 0; i < drawn.Length; i++)
        {
            if (i % words.Length == 0)
                Philox.Block([(uint)node, DrawStreams | (uint)(layer << 16 | i / words.Length), (uint)step, (uint)(step >> 32)], seed, words);
            var last = neighbours.Length - drawn.Length + i;
            var position = (int)((ulong)words[i % words.Length] * (uint)(last + 1) >> 32);
            drawn[i] = drawn[..i].Contains(position) ? last : position;
        }
        foreach (ref var position in drawn)
            position = neighbours[position];
    }
}
