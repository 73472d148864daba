namespace NetMl.Tensors.Kernels;

/// <summary>Cuts element-wise work into chunks, the same for any number of threads.</summary>
internal static class ElementChunks
{
    /// <summary>Elements of a chunk: several microseconds of work, and inputs that fit the cache next to the core.</summary>
    public const int Size = 1 << 14;

    /// <summary>Chunks of a list of elements.</summary>
    public static int Count(int elements) => (int)(((long)elements + Size - 1) / Size);

    /// <summary>The part of a chunk.</summary>
    public static (int Begin, int Length) Range(int elements, int chunk) => (chunk * Size, Math.Min(Size, elements - chunk * Size));

    /// <summary>Chunks of whole rows.</summary>
    public static int RowCount(int rows, int columns) => (int)(((long)rows + RowsEach(columns) - 1) / RowsEach(columns));

    /// <summary>The rows of a chunk.</summary>
    public static (int Begin, int Rows) Rows(int rows, int columns, int chunk)
    {
        var begin = chunk * RowsEach(columns);
        return (begin, Math.Min(RowsEach(columns), rows - begin));
    }

    private static int RowsEach(int columns) => Math.Max(1, Size / Math.Max(1, columns));
}
