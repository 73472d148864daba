using NetMl.Tensors.Autograd;

namespace NetMl.Tensors.Optimisation;

/// <summary>Steps of tables of which few rows have a gradient.</summary>
public static class SparseSteps
{
    /// <summary>Moves the rows that were read since the gradient was cleared; the others and their states stay as they are.</summary>
    /// <param name="first">[rows · m] when the optimiser has a state.</param>
    /// <param name="second">[rows · m] when it has two.</param>
    /// <remarks>O(touched rows · m). Each row stands for itself: its moments forget only in steps that touch it ("lazy" Adam), and its length is what LAMB trusts.</remarks>
    /// <exception cref="ArgumentException">A state has not the table's length.</exception>
    public static void Step(this IOptimiser optimiser, OptimiserStep step, EmbeddingTable<float> table, Span<float> first, Span<float> second)
    {
        var (length, columns) = (table.Value.Span.Length, table.Value.Columns);
        if ((optimiser.States > 0 && first.Length != length) || (optimiser.States > 1 && second.Length != length))
            throw new ArgumentException($"A table {table.Value} needs states of {length} values, not {first.Length} and {second.Length}.", nameof(first));
        var rows = table.Gradient.Rows;
        for (var i = 0; i < rows.Length; i++)
        {
            var at = rows[i] * columns;
            var rowFirst = optimiser.States > 0 ? first.Slice(at, columns) : [];
            var rowSecond = optimiser.States > 1 ? second.Slice(at, columns) : [];
            optimiser.Step(step, table.Gradient.Values(i), table.Value.Row(rows[i]), rowFirst, rowSecond);
        }
    }
}
