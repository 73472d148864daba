using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = [a ‖ b ‖ …], side by side. Gradient: each input gets its own columns of dy.</summary>
public static class ColumnJoin
{
    /// <param name="parts">One or more of [n, any width].</param>
    /// <returns>[n, sum of the widths].</returns>
    public static Variable<T> JoinColumns<T>(this Tape<T> tape, params ReadOnlySpan<Variable<T>> parts) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Join<T>>();
        step.Parts.Clear();
        var (rows, width, needsGradient) = (parts[0].Value.Rows, 0, false);
        foreach (var part in parts)
        {
            if (part.Value.Rows != rows)
                throw new ArgumentException($"Parts of {rows} and {part.Value.Rows} rows cannot stand side by side.", nameof(parts));
            width += part.Value.Columns;
            needsGradient |= part.NeedsGradient;
            step.Parts.Add(part);
        }
        var y = tape.Shape(step, rows, width, needsGradient);
        var from = 0;
        foreach (var part in parts)
        {
            for (var row = 0; row < rows; row++)
                part.Value.Row(row).CopyTo(y.Row(row)[from..]);
            from += part.Value.Columns;
        }
        return step.Result;
    }

    private sealed class Join<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly List<Variable<T>> Parts = [];

        public override TapeStep<T> Describe() => new(nameof(ColumnJoin.JoinColumns), [.. Parts]);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var from = 0;
            foreach (var part in Parts)
            {
                var width = part.Value.Columns;
                if (part.NeedsGradient)
                {
                    var gradient = tape.GradientOf(part);
                    for (var row = 0; row < dy.Rows; row++)
                        Addition.Accumulate<T>(dy.Row(row).Slice(from, width), gradient.Row(row));
                }
                from += width;
            }
        }
    }
}
