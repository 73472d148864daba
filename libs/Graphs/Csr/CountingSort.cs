using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Orders rows by a small whole number and keeps the order of rows that have the same.</summary>
internal static class CountingSort
{
    private const int LeastRowsPerPart = 1 << 15;
    private const int MostParts = 8;

    /// <summary>Each part of the rows counts its keys, then writes to its own places within each key: the order does not depend on the parts.</summary>
    /// <param name="keys">Number of keys; they are 0..keys−1.</param>
    /// <param name="keyOfRow">[rows].</param>
    /// <param name="rows">The order to start from; null for 0, 1, 2…</param>
    /// <param name="threads">0 for one per core.</param>
    /// <returns>First [keys + 1]: where the rows of each key begin in Order [rows].</returns>
    /// <remarks>O(keys · threads + rows) time and scratch, with at most 8 parts.</remarks>
    public static (int[] First, int[] Order) Sort(int keys, int[] keyOfRow, int[]? rows, int threads)
    {
        var count = keyOfRow.Length;
        var parts = Math.Min(Math.Min(FixedChunks.Threads(threads), MostParts), 1 + count / LeastRowsPerPart);
        var partRows = (int)(((long)count + parts - 1) / parts);
        var next = new int[parts][];
        FixedChunks.Run(parts, 1, threads, (part, _) =>
            next[part] = CountKeys(keys, keyOfRow, rows, part * partRows, EndOf(part)));
        var first = Places(keys, next);

        var order = GC.AllocateUninitializedArray<int>(count);
        FixedChunks.Run(parts, 1, threads, (part, _) =>
        {
            var place = next[part];
            for (var i = part * partRows; i < EndOf(part); i++)
            {
                var row = rows is null ? i : rows[i];
                order[place[keyOfRow[row]]++] = row;
            }
        });
        return (first, order);

        int EndOf(int part) => (int)Math.Min(count, (part + 1L) * partRows);
    }

    private static int[] CountKeys(int keys, int[] keyOfRow, int[]? rows, int begin, int end)
    {
        var counts = new int[keys];
        for (var i = begin; i < end; i++)
            counts[keyOfRow[rows is null ? i : rows[i]]]++;
        return counts;
    }

    /// <summary>Turns each part's counts into the place of its first row of each key.</summary>
    private static int[] Places(int keys, int[][] counts)
    {
        var first = new int[keys + 1];
        var total = 0;
        for (var key = 0; key < keys; key++)
        {
            first[key] = total;
            foreach (var part in counts)
                (part[key], total) = (total, total + part[key]);
        }
        first[keys] = total;
        return first;
    }
}
