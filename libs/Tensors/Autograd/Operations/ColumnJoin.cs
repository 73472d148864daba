using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = [a ‖ b ‖ …], side by side. Gradient: each input gets its own columns of dy.</summary>
public static class ColumnJoin
{
    /// <param name="parts">One or more of [n, any width].</param>
    /// <returns>[n, sum of the widths].</returns>
    public static Variable<T> JoinColumns<T>(this Tape<T> tape, params Variable<T>[] parts) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = parts[0].Value.Rows;
        if (parts.Any(part => part.Value.Rows != rows))
            throw new ArgumentException($"Parts of {string.Join(", ", parts.Select(part => part.Value.Rows))} rows cannot stand side by side.", nameof(parts));
        var y = tape.Rent(rows, parts.Sum(part => part.Value.Columns));
        for (var row = 0; row < rows; row++)
        {
            var rest = y.Row(row);
            foreach (var part in parts)
            {
                part.Value.Row(row).CopyTo(rest);
                rest = rest[part.Value.Columns..];
            }
        }

        return tape.Record(y, parts.Any(part => part.NeedsGradient), dy =>
        {
            var from = 0;
            foreach (var part in parts)
            {
                var width = part.Value.Columns;
                if (part.NeedsGradient)
                {
                    var gradient = tape.GradientOf(part);
                    for (var row = 0; row < rows; row++)
                        Addition.Accumulate<T>(dy.Row(row).Slice(from, width), gradient.Row(row));
                }
                from += width;
            }
        });
    }
}
