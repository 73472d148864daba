namespace NetMl.Graphs.LinkPrediction;

/// <summary>Pairs of different nodes, the lower first.</summary>
/// <param name="Lows">[pairs].</param>
/// <param name="Highs">[pairs].</param>
public sealed record NodePairs(ReadOnlyMemory<int> Lows, ReadOnlyMemory<int> Highs)
{
    /// <summary>How many.</summary>
    public int Count => Lows.Length;

    internal static NodePairs Of(IReadOnlyList<long> keys)
    {
        var (lows, highs) = (new int[keys.Count], new int[keys.Count]);
        for (var i = 0; i < lows.Length; i++)
            (lows[i], highs[i]) = Nodes(keys[i]);
        return new NodePairs(lows, highs);
    }

    /// <summary>One number for a pair, whichever node comes first.</summary>
    internal static long Key(int first, int second) => ((long)Math.Min(first, second) << 32) | (uint)Math.Max(first, second);

    internal static (int Low, int High) Nodes(long key) => ((int)(key >> 32), (int)key);
}
