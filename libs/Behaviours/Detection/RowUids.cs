namespace NetMl.Behaviours.Detection;

/// <summary>Ids of the flows behind a finding.</summary>
internal static class RowUids
{
    /// <summary>Those of the first and of the last rows, at most <see cref="Finding.MostUids"/>, in time order; rows without an id are left out.</summary>
    /// <param name="rows">Row numbers of the series, ascending.</param>
    public static IReadOnlyList<string> Of(ConnectionSeries series, IReadOnlyList<int> rows)
    {
        var uids = new List<string>(Math.Min(rows.Count, Finding.MostUids));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Count > Finding.MostUids && i == Finding.MostUids / 2)
                i = rows.Count - Finding.MostUids / 2;
            if (series.Uid(rows[i]) is { Length: > 0 } uid)
                uids.Add(uid);
        }
        return uids;
    }
}
