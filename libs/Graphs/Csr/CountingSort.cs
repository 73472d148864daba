using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Csr;

/// <summary>Rows that are read one after another from some row on; a copy of the struct reads for one thread.</summary>
internal interface IKeyedRows<out TItem>
{
    int Count { get; }

    /// <summary>What a row is sorted by, in 0..keys−1.</summary>
    int Key(int row);

    /// <summary>Says that <see cref="Item"/> will be asked for this row and then for those after it.</summary>
    void Seek(int row);

    TItem Item(int row);
}

/// <summary>Orders rows by a small whole number and keeps the order of rows that have the same.</summary>
internal static class CountingSort
{
    private const int LeastRowsPerPart = 1 << 15;
    private const int MostParts = 8;

    /// <summary>Each part of the rows counts its keys, then writes to its own places within each key: the order does not depend on the parts.</summary>
    /// <returns>First [keys + 1]: where each key begins in Items [rows].</returns>
    /// <remarks>O(keys · parts + rows) time, [keys · parts] scratch; one part per thread, at most 8.</remarks>
    public static (int[] First, TItem[] Items) Sort<TRows, TItem>(int keys, TRows rows, int threads)
        where TRows : struct, IKeyedRows<TItem>
    {
        var parts = Math.Min(Math.Min(FixedChunks.Threads(threads), MostParts), 1 + rows.Count / LeastRowsPerPart);
        var partRows = (int)(((long)rows.Count + parts - 1) / parts);
        var next = new int[parts][];
        FixedChunks.Run(parts, 1, threads, (part, _) => next[part] = CountKeys<TRows, TItem>(keys, rows, Begin(part), Begin(part + 1)));
        var first = Places(keys, next);
        var items = GC.AllocateUninitializedArray<TItem>(rows.Count);
        FixedChunks.Run(parts, 1, threads, (part, _) => Fill(rows, Begin(part), Begin(part + 1), next[part], items));
        return (first, items);

        int Begin(int part) => (int)Math.Min(rows.Count, (long)part * partRows);
    }

    private static int[] CountKeys<TRows, TItem>(int keys, TRows rows, int begin, int end)
        where TRows : struct, IKeyedRows<TItem>
    {
        var counts = new int[keys];
        for (var row = begin; row < end; row++)
            counts[rows.Key(row)]++;
        return counts;
    }

    private static void Fill<TRows, TItem>(TRows rows, int begin, int end, int[] place, TItem[] items)
        where TRows : struct, IKeyedRows<TItem>
    {
        rows.Seek(begin);
        for (var row = begin; row < end; row++)
            items[place[rows.Key(row)]++] = rows.Item(row);
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
