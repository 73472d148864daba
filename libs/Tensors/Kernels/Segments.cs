using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Kernels;

/// <summary>Means over the rows that a row hears from; one thread, summed in the order of the entries.</summary>
public static class Segments
{
    /// <summary>output[v] = mean of values[picks[e]] over the entries e of v; zeros where v has none.</summary>
    /// <param name="picks">[entries]: row of <paramref name="values"/> for each entry (sources for neighbours, entries for flows).</param>
    /// <param name="values">[rows of values, width].</param>
    /// <param name="output">[n, width]; overwritten; no overlap with values.</param>
    public static void Mean<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> picks, ReadOnlySpan<T> values, int width, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var v = 0; v < offsets.Length - 1; v++)
        {
            var row = output.Slice(v * width, width);
            row.Clear();
            for (var e = offsets[v]; e < offsets[v + 1]; e++)
                TensorPrimitives.Add(row, values.Slice(picks[e] * width, width), row);
            if (offsets[v + 1] - offsets[v] > 1)
                TensorPrimitives.Multiply(row, T.One / T.CreateChecked(offsets[v + 1] - offsets[v]), row);
        }
    }

    /// <summary>The gradient of <see cref="Mean"/>: gradient[picks[e]] += outputGradient[v] / count(v) for each entry e of v.</summary>
    public static void MeanGradient<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> picks, ReadOnlySpan<T> outputGradient, int width, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var v = 0; v < offsets.Length - 1; v++)
        {
            if (offsets[v] == offsets[v + 1])
                continue;
            var share = T.One / T.CreateChecked(offsets[v + 1] - offsets[v]);
            var row = outputGradient.Slice(v * width, width);
            for (var e = offsets[v]; e < offsets[v + 1]; e++)
            {
                var target = gradient.Slice(picks[e] * width, width);
                TensorPrimitives.MultiplyAdd(row, share, target, target);
            }
        }
    }
}
