using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Diffusion;

/// <summary>Whether an edge passes on in a run: a function of seed, run and edge, so that no lot has to be kept.</summary>
/// <remarks>
/// On an undirected graph an edge has one lot for both ways. Nothing changes by that: of the two ways only the one from the end that is
/// reached first matters, the other leads to a node that has it already.
/// </remarks>
internal readonly struct EdgeLots(CascadeOptions options, int run, bool isSymmetric)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _key = ChunkRandom.Mix(ChunkRandom.Mix((ulong)options.Seed) + (ulong)run * Golden + 1);

    // 2^53 lots: a probability of 1 is above all of them.
    private readonly ulong _below = (ulong)Math.Ceiling(options.Probability * (1UL << 53));

    public bool Passes(int source, int target)
    {
        var (first, second) = isSymmetric && source > target ? (target, source) : (source, target);
        return IsBelow(((ulong)(uint)first << 32) | (uint)second);
    }

    /// <summary>For edges that have a number of their own.</summary>
    public bool Passes(int row) => IsBelow((uint)row);

    // SplitMix64 at place 'edge' of the run's stream.
    private bool IsBelow(ulong edge) => ChunkRandom.Mix(_key + edge * Golden) >> 11 < _below;
}
