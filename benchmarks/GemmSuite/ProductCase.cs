using System.Diagnostics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.GemmSuite;

/// <summary>One product: c [rows, columns] = a · b, summed over steps.</summary>
internal sealed record ProductCase(ProductForm Form, int Rows, int Steps, int Columns)
{
    /// <summary>Of a layer from k to m features over n nodes: its output and both gradients.</summary>
    public static IReadOnlyList<ProductCase> Layer(int n, int k, int m) =>
        [new(ProductForm.Plain, n, k, m), new(ProductForm.Left, k, n, m), new(ProductForm.Right, n, m, k)];

    public string Name => Form switch
    {
        ProductForm.Left => $"[{Steps}, {Rows}]ᵀ·[{Steps}, {Columns}]",
        ProductForm.Right => $"[{Rows}, {Steps}]·[{Columns}, {Steps}]ᵀ",
        _ => $"[{Rows}, {Steps}]·[{Steps}, {Columns}]",
    };

    public double Flops => 2.0 * Rows * Steps * Columns;

    public Matrices Load() => new(this);

    /// <summary>The inputs and the output of a case.</summary>
    internal sealed class Matrices(ProductCase product)
    {
        private readonly float[] _a = Values((long)product.Rows * product.Steps, 1);
        private readonly float[] _b = Values((long)product.Steps * product.Columns, 2);
        private readonly float[] _c = new float[(long)product.Rows * product.Columns];

        public void Multiply(WorkTeam team)
        {
            var (rows, steps, columns) = (product.Rows, product.Steps, product.Columns);
            switch (product.Form)
            {
                case ProductForm.Left:
                    MatrixProduct.MultiplyLeftTransposed<float>(_a, _b, steps, rows, columns, _c, add: false, team);
                    break;
                case ProductForm.Right:
                    MatrixProduct.MultiplyRightTransposed<float>(_a, _b, rows, steps, columns, _c, add: false, team);
                    break;
                default:
                    MatrixProduct.Multiply<float>(_a, _b, rows, steps, columns, _c, add: false, team);
                    break;
            }
        }

        /// <summary>Median seconds of a product, after one that does not count.</summary>
        public double Time(WorkTeam team, int repeats)
        {
            Multiply(team);
            var seconds = new double[repeats];
            for (var run = 0; run < repeats; run++)
            {
                var started = Stopwatch.GetTimestamp();
                Multiply(team);
                seconds[run] = Stopwatch.GetElapsedTime(started).TotalSeconds;
            }
            return Statistics.Median(seconds);
        }

        public double Checksum()
        {
            var sum = 0.0;
            for (var i = 0; i < _c.Length; i++)
                sum += _c[i] * (1.0 + i % 7);
            return sum;
        }

        // Eighths in [-1, 1]: sums of their products are exact in float32, so that both sides must agree to the last bit.
        private static float[] Values(long length, uint seed)
        {
            var values = new float[length];
            for (var i = 0; i < values.Length; i++)
                values[i] = (((uint)i + seed) * 2654435761u >> 16) % 17 / 8f - 1;
            return values;
        }
    }
}
