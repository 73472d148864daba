namespace NetMl.Graphs.Change;

/// <summary>Compares ascending lists of distinct edges.</summary>
internal static class SortedKeys
{
    /// <summary>Edges that both have. O(first + second).</summary>
    public static int Shared(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        var shared = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            ulong a = first[i], b = second[j];
            shared += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return shared;
    }
}
