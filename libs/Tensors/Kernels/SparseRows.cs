namespace NetMl.Tensors.Kernels;

/// <summary>Cuts the rows of a sparse pattern into chunks of about equal work, the same for any number of threads.</summary>
internal static class SparseRows
{
    // Multiplications in one chunk: some 10 µs, several times what it costs to hand a chunk out.
    private const long ChunkWork = 1 << 16;
    private const int MostChunks = 256;

    /// <summary>Chunks for a pattern whose entries and rows cost <paramref name="width"/> multiplications each.</summary>
    public static int Chunks(Adjacency pattern, int width) =>
        (int)Math.Clamp(((long)pattern.Count + pattern.Rows) * width / ChunkWork, pattern.Rows == 0 ? 0 : 1, MostChunks);

    /// <summary>The rows [begin, end) of a chunk.</summary>
    public static (int Begin, int End) Chunk(Adjacency pattern, int width, int chunk)
    {
        var chunks = Chunks(pattern, width);
        return (Boundary(pattern, chunk, chunks), Boundary(pattern, chunk + 1, chunks));
    }

    // The first row r with offset(r) + r ≥ its share of all entries and rows.
    private static int Boundary(Adjacency pattern, int chunk, int chunks)
    {
        var share = ((long)pattern.Count + pattern.Rows) * chunk / chunks;
        var (low, high) = (0, pattern.Rows);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (pattern.Offsets[middle] + (long)middle < share)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
