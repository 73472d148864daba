namespace NetMl.Features.Exploration;

/// <summary>One page of the rows that a query selects.</summary>
/// <param name="Total">Rows that match, on all pages.</param>
/// <param name="Rows">Row numbers of this page, in the query's order.</param>
public sealed record RowSelection(int Total, IReadOnlyList<int> Rows)
{
    /// <summary>Sorts the rows that match by a key, equal ones by row, and cuts out one page. O(n log n).</summary>
    public static RowSelection Of(int count, Func<int, bool> matches, Func<int, double> key, bool ascending, int offset, int top)
    {
        var rows = Enumerable.Range(0, count).Where(matches).ToArray();
        var page = rows.OrderBy(row => ascending ? key(row) : -key(row)).Skip(offset).Take(top);
        return new RowSelection(rows.Length, [.. page]);
    }
}
