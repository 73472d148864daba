using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[i] = x[picks[i]]. Gradient: dx[picks[i]] += dy[i], in ascending i.</summary>
public static class RowGather
{
    /// <param name="x">[n, m].</param>
    /// <param name="picks">Row of x for each row of the result.</param>
    /// <returns>[picks, m].</returns>
    public static Variable<T> Gather<T>(this Tape<T> tape, Variable<T> x, ReadOnlyMemory<int> picks) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = tape.Rent(picks.Length, x.Value.Columns);
        for (var i = 0; i < picks.Length; i++)
            x.Value.Row(picks.Span[i]).CopyTo(y.Row(i));

        return tape.Record(y, x.NeedsGradient, dy =>
        {
            var gradient = tape.GradientOf(x);
            var rows = picks.Span;
            for (var i = 0; i < rows.Length; i++)
                Addition.Accumulate<T>(dy.Row(i), gradient.Row(rows[i]));
        });
    }
}
