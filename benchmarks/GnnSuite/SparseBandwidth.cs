using System.Diagnostics;
using System.Globalization;
using NetMl.Tensors;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>Sparse × dense beside the time that reading the same bytes in a row takes on the same threads.</summary>
internal static class SparseBandwidth
{
    private const int Runs = 7;
    private const int StreamBytes = 1 << 28;

    /// <param name="width">Columns of the dense matrix.</param>
    public static Figure Measure(Adjacency pattern, int width, WorkTeam team)
    {
        var (values, x, y) = (new float[pattern.Count], new float[pattern.Columns * width], new float[pattern.Rows * width]);
        values.AsSpan().Fill(1);
        x.AsSpan().Fill(1);
        var stream = new float[StreamBytes / sizeof(float)];
        stream.AsSpan().Fill(1);
        List<double> products = [], reads = [];
        for (var run = 0; run <= Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            SparseProduct.Multiply<float>(pattern, values, x, width, y, add: false, team);
            products.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            started = Stopwatch.GetTimestamp();
            var work = new Reading(stream);
            team.Run(Reading.Chunks, ref work);
            reads.Add(Stopwatch.GetElapsedTime(started).TotalSeconds / StreamBytes);
        }

        // Each entry reads an index, a value and a row of x; each row of y is written once.
        var bytes = (double)pattern.Count * (sizeof(int) + sizeof(float) + width * sizeof(float)) + (double)pattern.Rows * width * sizeof(float);
        var (product, bound) = (Statistics.Median(products.Skip(1)), bytes * Statistics.Median(reads.Skip(1)));
        return new Figure("gnn.spmm_times_bandwidth_bound", product / bound, "x", string.Create(
            CultureInfo.InvariantCulture,
            $"sparse × dense {width} wide on the R-MAT graph: {product * 1000:0.0} ms; reading its {bytes / 1e9:0.00} GB in a row takes {bound * 1000:0.0} ms on the same {team.Threads} threads; below 1 = the cache helped"));
    }

    private readonly struct Reading(float[] values) : IChunkWork
    {
        public const int Chunks = 64;

        public void Run(int chunk) => TensorPrimitives.Sum<float>(values.AsSpan(chunk * (values.Length / Chunks), values.Length / Chunks));
    }
}
