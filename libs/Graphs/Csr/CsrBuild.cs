using System.Numerics;

namespace NetMl.Graphs.Csr;

/// <summary>A graph and, for each edge row that it was built from, the edge that the row became.</summary>
/// <param name="EdgeOfRow">[rows]: index into <see cref="CsrGraph.Targets"/>; −1 when the row was left out.</param>
public sealed record CsrBuild(CsrGraph Graph, ReadOnlyMemory<int> EdgeOfRow)
{
    /// <summary>Adds up a column of the rows per edge, in row order.</summary>
    /// <param name="column">[rows], in any unit.</param>
    /// <returns>[m], in the order of <see cref="CsrGraph.Targets"/>. O(m + rows), as all of these.</returns>
    public T[] Sum<T>(ReadOnlySpan<T> column) where T : INumber<T> => Fold(column, static (sum, value) => sum + value);

    /// <summary>The smallest value of each edge's rows.</summary>
    /// <inheritdoc cref="Sum"/>
    public T[] Minimum<T>(ReadOnlySpan<T> column) where T : INumber<T> => Fold(column, T.Min);

    /// <summary>The largest value of each edge's rows.</summary>
    /// <inheritdoc cref="Sum"/>
    public T[] Maximum<T>(ReadOnlySpan<T> column) where T : INumber<T> => Fold(column, T.Max);

    /// <summary>The value of each edge's first row.</summary>
    /// <inheritdoc cref="Sum"/>
    public T[] First<T>(ReadOnlySpan<T> column) => Fold(column, static (first, _) => first);

    private T[] Fold<T>(ReadOnlySpan<T> column, Func<T, T, T> join)
    {
        var edgeOfRow = EdgeOfRow.Span;
        if (column.Length != edgeOfRow.Length)
            throw new ArgumentException($"{column.Length} values for {edgeOfRow.Length} rows: give one per row.", nameof(column));
        var folded = new T[Graph.EdgeCount];
        var seen = new bool[folded.Length];
        for (var row = 0; row < column.Length; row++)
        {
            var edge = edgeOfRow[row];
            if (edge < 0)
                continue;
            folded[edge] = seen[edge] ? join(folded[edge], column[row]) : column[row];
            seen[edge] = true;
        }
        return folded;
    }
}
