using NetMl.Tensors.Files;

namespace NetMl.Trees.Tests.Explaining;

/// <summary>The definition, word by word: what trees say when only some columns of a row are known, and shares as means over all orders of getting to know them.</summary>
internal static class KnownScore
{
    /// <param name="file">Trees under the name t.</param>
    /// <param name="known">Bit f is set when column f is known; a node that asks another column sends the row to both children, in shares of the training rows there.</param>
    public static double Of(SafetensorsFile file, float[] row, int of, int known)
    {
        int[] feature = [.. file.Tensor("t.feature", -1).Int32()], left = [.. file.Tensor("t.left", -1).Int32()], rows = [.. file.Tensor("t.rows", -1).Int32()];
        float[] value = [.. file.Tensor("t.value", -1).Float32()];
        byte[] missingLeft = [.. file.Tensor("t.missing_left", -1).UInt8()];
        int[] roots = [.. file.Tensor("t.root", -1).Int32()], outputs = [.. file.Tensor("t.output", -1).Int32()];
        double[] baseline = [.. file.Tensor("t.baseline", -1).Float64()];
        var output = baseline.Length == 1 ? 0 : of;
        var score = baseline[output] + roots.Zip(outputs).Where(tree => tree.Second == output).Sum(tree => Answer(tree.First));
        return baseline.Length == 1 && of == 0 ? -score : score;

        double Answer(int node)
        {
            if (feature[node] < 0)
                return value[node];
            var (one, other) = (left[node], left[node] + 1);
            if ((known >> feature[node] & 1) == 0)
                return (rows[one] * Answer(one) + rows[other] * Answer(other)) / rows[node];
            var x = row[feature[node]];
            return Answer((float.IsNaN(x) ? missingLeft[node] == 1 : x <= value[node]) ? one : other);
        }
    }

    /// <summary>Σ over sets S without the column of |S|! (n − |S| − 1)! / n! · (worth of S with it − worth of S).</summary>
    /// <param name="worth">[2^n] by the bits of the columns that are known.</param>
    public static double Shapley(double[] worth, int columns, int column)
    {
        var sum = 0.0;
        for (var set = 0; set < worth.Length; set++)
            if ((set >> column & 1) == 0)
                sum += Factorial(int.PopCount(set)) * Factorial(columns - int.PopCount(set) - 1) / Factorial(columns) * (worth[set | 1 << column] - worth[set]);
        return sum;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
