namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>The directions of most variance, and how far rows lie from the plane that they span.</summary>
internal sealed class PrincipalComponents
{
    private const int Sweeps = 30;
    private readonly float[][] _directions;
    private readonly int _width;

    private PrincipalComponents(float[][] directions, int width) => (_directions, _width) = (directions, width);

    /// <param name="rows">[n, width], each column's mean 0.</param>
    /// <param name="share">Of the variance that the kept directions hold.</param>
    public static PrincipalComponents Of(float[] rows, int width, double share)
    {
        var covariance = new double[width, width];
        for (var at = 0; at < rows.Length; at += width)
            for (var i = 0; i < width; i++)
                for (var j = 0; j < width; j++)
                    covariance[i, j] += (double)rows[at + i] * rows[at + j];
        var vectors = Diagonalise(covariance, width);
        var order = Enumerable.Range(0, width).OrderByDescending(i => covariance[i, i]).ToArray();
        var (total, sum, kept) = (order.Sum(i => covariance[i, i]), 0.0, new List<float[]>());
        foreach (var i in order)
        {
            if (sum >= share * total)
                break;
            sum += covariance[i, i];
            kept.Add([.. Enumerable.Range(0, width).Select(row => (float)vectors[row, i])]);
        }
        return new PrincipalComponents([.. kept], width);
    }

    /// <summary>Squared distances from the plane.</summary>
    public float[] Errors(float[] rows)
    {
        var errors = new float[rows.Length / _width];
        for (var i = 0; i < errors.Length; i++)
        {
            var row = rows.AsSpan(i * _width, _width);
            var rest = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(row);
            foreach (var direction in _directions)
                rest -= MathF.Pow(System.Numerics.Tensors.TensorPrimitives.Dot<float>(row, direction), 2);
            errors[i] = Math.Max(0, rest);
        }
        return errors;
    }

    // Jacobi's rotations; the matrix becomes diagonal, columns of the result are its directions.
    private static double[,] Diagonalise(double[,] a, int n)
    {
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                {
                    if (Math.Abs(a[p, q]) <= 1e-12 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])))
                        continue;
                    var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                    var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                    var c = 1 / Math.Sqrt(t * t + 1);
                    Rotate(a, vectors, n, p, q, c, t * c);
                }
        return vectors;
    }

    private static void Rotate(double[,] a, double[,] vectors, int n, int p, int q, double c, double s)
    {
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        for (var k = 0; k < n; k++)
            (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
    }
}
