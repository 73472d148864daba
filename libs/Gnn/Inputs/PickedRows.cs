namespace NetMl.Gnn.Inputs;

/// <summary>Some rows of a matrix.</summary>
public static class PickedRows
{
    /// <summary>Copies them. O(rows · width).</summary>
    /// <param name="values">[n, width] row-major.</param>
    /// <param name="rows">Of 0..n − 1, in the order in which they shall stand.</param>
    /// <returns>[rows, width].</returns>
    public static float[] Of(ReadOnlySpan<float> values, int width, ReadOnlySpan<int> rows)
    {
        var picked = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            values.Slice(rows[i] * width, width).CopyTo(picked.AsSpan(i * width));
        return picked;
    }
}
