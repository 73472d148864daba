namespace NetMl.Features;

/// <summary>Mean, median and population standard deviation of some values, in their unit; all 0 without values.</summary>
public readonly record struct Summary(double Mean, double Median, double Deviation)
{
    /// <summary>Sorts the values in place and summarises them; sums run in ascending order of value. O(k log k).</summary>
    public static Summary Of(Span<double> values)
    {
        if (values.IsEmpty)
            return default;
        values.Sort();
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var middle = values.Length / 2;
        var median = values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return new Summary(mean, median, Math.Sqrt(squares / values.Length));
    }
}
