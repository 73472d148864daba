using System.Globalization;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.GemmSuite;

/// <summary>Products of float32 matrices beside OpenBLAS, on one core and on two: squares and the tall shapes of graph models with their gradients.</summary>
internal static class GemmBenchmark
{
    private static readonly IReadOnlyList<ProductCase> Tall =
        [.. ProductCase.Layer(200_000, 128, 128), .. ProductCase.Layer(100_000, 64, 16), .. ProductCase.Layer(2708, 1433, 16)];

    public static int Run(bool isQuick)
    {
        try
        {
            var figures = new List<Figure>();
            Measure(1, "gemm.f32", isQuick, figures);
            if (Environment.ProcessorCount > 1)
                Measure(2, "gemm.f32_2core", isQuick, figures);
            Report.Write("gemm", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static void Measure(int threads, string prefix, bool isQuick, List<Figure> figures)
    {
        using var team = new WorkTeam(threads);
        using var numpy = NumpyProducts.Start(threads);
        foreach (var size in (ReadOnlySpan<int>)[512, 1024])
        {
            var square = Time(new ProductCase(ProductForm.Plain, size, size, size));
            Compare(string.Create(CultureInfo.InvariantCulture, $"{prefix}_{size}_vs_openblas"), square.Ratio, $"{square.Words}; {numpy?.Configuration}");
            if (size == 1024 && threads == 1)
                figures.Add(new Figure("gemm.f32_1024_gflops", square.GigaflopsPerSecond, "GFLOP/s", "the same product"));
        }
        var tall = Tall.Select(Time).ToList();
        Compare($"{prefix}_tall_vs_openblas", Math.Exp(tall.Average(times => Math.Log(times.Ratio))), "geometric mean of the tall products below");
        figures.AddRange(tall.Select(times => new Figure($"{prefix}_{NameOf(times.Case)}_gflops", times.GigaflopsPerSecond, "GFLOP/s", times.Words)));

        ProductTimes Time(ProductCase one)
        {
            var times = ProductTimes.Measure(one, team, numpy, isQuick);
            Console.WriteLine($"{threads} threads, {times.Words}");
            return times;
        }

        void Compare(string name, double ratio, string how)
        {
            if (numpy is not null)
                figures.Add(new Figure(name, ratio, "x", how));
        }
    }

    private static string NameOf(ProductCase one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Form.ToString().ToLowerInvariant()}_{one.Rows}x{one.Steps}x{one.Columns}");
}
