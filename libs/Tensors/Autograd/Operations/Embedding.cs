using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>yᵢ = table[rowᵢ]. Gradient: dtable[r] = Σ dyᵢ over all i with rowᵢ = r, for the rows that were read only.</summary>
public static class Embedding
{
    /// <param name="table">[k, m].</param>
    /// <param name="rows">[n], each in 0..k − 1; not to be changed before the pass has gone back.</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table.</exception>
    public static Variable<T> Embed<T>(this Tape<T> tape, EmbeddingTable<T> table, ReadOnlyMemory<int> rows) where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var row in rows.Span)
            if ((uint)row >= (uint)table.Value.Rows)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"A table {table.Value} has no such row.");
        var step = tape.Next<Rows<T>>();
        (step.Table, step.Read) = (table, rows);
        var y = tape.Shape(step, rows.Length, table.Value.Columns, needsGradient: true);
        for (var i = 0; i < y.Rows; i++)
            table.Value.Row(rows.Span[i]).CopyTo(y.Row(i));
        return step.Result;
    }

    private sealed class Rows<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public EmbeddingTable<T> Table = null!;
        public ReadOnlyMemory<int> Read;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            for (var i = 0; i < dy.Rows; i++)
                Table.Gradient.Add(Read.Span[i], dy.Row(i));
        }
    }
}
