using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>Numbers sets by their smallest node.</summary>
internal static class ComponentNumbers
{
    private const int ChunkNodes = 1 << 12;

    /// <param name="root">[n]: the smallest node of each node's set.</param>
    /// <param name="largest">The root of a large set, whose nodes are counted without asking other threads.</param>
    public static ComponentLabels Of(int[] root, int largest, int threads)
    {
        var n = root.Length;
        var firstNumber = new int[FixedChunks.Count(n, ChunkNodes) + 1];
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            var roots = 0;
            for (var v = begin; v < end; v++)
                roots += root[v] == v ? 1 : 0;
            firstNumber[begin / ChunkNodes + 1] = roots;
        });
        for (var chunk = 1; chunk < firstNumber.Length; chunk++)
            firstNumber[chunk] += firstNumber[chunk - 1];

        var labels = GC.AllocateUninitializedArray<int>(n);
        var sizes = new int[firstNumber[^1]];
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            var number = firstNumber[begin / ChunkNodes];
            for (var v = begin; v < end; v++)
            {
                if (root[v] != v)
                    continue;
                sizes[number] = 1;
                labels[v] = number++;
            }
        });
        FixedChunks.Run(n, ChunkNodes, threads, (begin, end) =>
        {
            var inLargest = 0;
            for (var v = begin; v < end; v++)
            {
                if (root[v] == v)
                    continue;
                var label = labels[v] = labels[root[v]];
                if (root[v] == largest)
                    inLargest++;
                else
                    Interlocked.Increment(ref sizes[label]);
            }
            if (inLargest > 0)
                Interlocked.Add(ref sizes[labels[largest]], inLargest);
        });
        return new ComponentLabels(labels, sizes);
    }
}
