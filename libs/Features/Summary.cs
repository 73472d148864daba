namespace NetMl.Features;

/// <summary>Mean, median and population standard deviation of some values, in their unit; all 0 without values.</summary>
public readonly record struct Summary(double Mean, double Median, double Deviation)
{
    /// <summary>Summarises the values and reorders them; sums run in the order given. O(k) expected.</summary>
    public static Summary Of(Span<double> values)
    {
        if (values.IsEmpty)
            return default;
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return new Summary(mean, Selection.Median(values), Math.Sqrt(squares / values.Length));
    }
}
