using System.Numerics.Tensors;

namespace NetMl.Trees.Boosting;

/// <summary>What scores of three classes and more mean.</summary>
internal static class ClassAnswers
{
    /// <param name="scores">[n, classes]; overwritten.</param>
    public static float[] Softmax(double[] scores, int classes)
    {
        for (var start = 0; start < scores.Length; start += classes)
        {
            var row = scores.AsSpan(start, classes);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<double>(row), row);
            TensorPrimitives.Exp<double>(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<double>(row), row);
        }
        return Array.ConvertAll(scores, probability => (float)probability);
    }

    public static int[] Largest(ReadOnlySpan<double> scores, int classes)
    {
        var best = new int[scores.Length / classes];
        for (var row = 0; row < best.Length; row++)
            best[row] = TensorPrimitives.IndexOfMax(scores.Slice(row * classes, classes));
        return best;
    }
}
