namespace NetMl.Federation.Robust;

/// <summary>Rules that look at one coordinate of all updates at a time.</summary>
internal static class Coordinates
{
    private const int Block = 256;

    /// <summary>One number from the sorted values of a coordinate.</summary>
    public delegate double Rule(ReadOnlySpan<float> sorted);

    /// <summary>Applies a rule to every coordinate. O(P·n log n), [256·n] extra memory.</summary>
    public static float[] Reduce(IReadOnlyList<ReadOnlyMemory<float>> updates, Rule rule)
    {
        var n = updates.Count;
        var result = new float[updates[0].Length];
        // Blocks of coordinates are turned from update-major to coordinate-major, so that memory is read in order.
        var columns = new float[Block * n];
        for (var begin = 0; begin < result.Length; begin += Block)
        {
            var width = Math.Min(Block, result.Length - begin);
            for (var i = 0; i < n; i++)
            {
                var row = updates[i].Span.Slice(begin, width);
                for (var k = 0; k < width; k++)
                    columns[k * n + i] = row[k];
            }
            for (var k = 0; k < width; k++)
            {
                var column = columns.AsSpan(k * n, n);
                column.Sort();
                result[begin + k] = (float)rule(column);
            }
        }
        return result;
    }

    public static double Median(ReadOnlySpan<float> sorted) => ((double)sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    public static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
