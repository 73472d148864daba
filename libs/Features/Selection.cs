namespace NetMl.Features;

/// <summary>Order statistics without sorting everything.</summary>
internal static class Selection
{
    /// <summary>Values below this many are sorted: a pass less than partitioning them.</summary>
    private const int Few = 24;

    /// <summary>The middle value, or the mean of the middle two; 0 without values. Reorders them. O(k) expected.</summary>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty)
            return 0;
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1)
            return upper;
        var lower = values[0];
        foreach (var value in values[..middle])
            lower = Math.Max(lower, value);
        return (lower + upper) / 2;
    }

    /// <summary>Median of |value − <paramref name="centre"/>|; overwrites the values.</summary>
    public static double MedianDeviation(Span<double> values, double centre)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Abs(values[i] - centre);
        return Median(values);
    }

    /// <summary>The value that sorting would put at <paramref name="rank"/>, put there; lower ones before it, higher ones after it.</summary>
    /// <remarks>Source: Hoare 1961, "Algorithm 65: find", with the median of three as pivot; after 2 log₂ k bad pivots the rest is sorted, so O(k log k) at worst.</remarks>
    private static double Select(Span<double> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        var tries = 2 * int.Log2(values.Length) + 2;
        while (high - low >= Few && tries-- > 0)
        {
            var pivot = MedianOfThree(values[low], values[(low + high) / 2], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i > j)
                    break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (rank <= j)
                high = j;
            else if (rank >= i)
                low = i;
            else
                return values[rank];
        }
        values[low..(high + 1)].Sort();
        return values[rank];
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
