namespace NetMl.Behaviours.Detection;

/// <summary>Whose series it is.</summary>
internal static class SeriesHost
{
    /// <summary>The host that all rows of a <see cref="SeriesKind.Host"/> series share; −1 when all rows are of one pair, which shares two.</summary>
    public static int Of(ConnectionSeries series)
    {
        var (one, other) = (series.Rows[0].Source, series.Rows[0].Target);
        foreach (var row in series.Rows)
        {
            if (row.Source != one && row.Target != one)
                return other;
            if (row.Source != other && row.Target != other)
                return one;
        }
        return -1;
    }
}
