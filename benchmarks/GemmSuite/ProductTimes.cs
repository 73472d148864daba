using System.Diagnostics;
using System.Globalization;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.GemmSuite;

/// <summary>Median seconds of one product, ours and the peer's (null without one).</summary>
internal sealed record ProductTimes(ProductCase Case, double Ours, double? Peer)
{
    /// <summary>Peer time ÷ ours; 1 without a peer.</summary>
    public double Ratio => (Peer ?? Ours) / Ours;

    public double GigaflopsPerSecond => Case.Flops / Ours / 1e9;

    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Case.Name}: {Ours * 1000:0.###} ms, {GigaflopsPerSecond:0.#} GFLOP/s")
        + (Peer is { } peer ? string.Create(CultureInfo.InvariantCulture, $"; OpenBLAS {peer * 1000:0.###} ms, {Case.Flops / peer / 1e9:0.#} GFLOP/s") : "");

    /// <summary>Both run in turns, some products at a time, so that both see the same machine; it fails when the results differ.</summary>
    public static ProductTimes Measure(ProductCase one, WorkTeam team, NumpyProducts? numpy, bool isQuick)
    {
        var matrices = one.Load();
        numpy?.Load(one);
        var seconds = WarmUp(matrices, team, TimeSpan.FromSeconds(isQuick ? 0.3 : 0.6));
        var repeats = (int)Math.Clamp((isQuick ? 0.03 : 0.1) / seconds, 1, 50);
        List<double> ours = [], theirs = [];
        for (var turn = 0; turn < (isQuick ? 3 : 7); turn++)
        {
            ours.Add(matrices.Time(team, repeats));
            if (numpy is null)
                continue;
            var (time, checksum) = numpy.Run(repeats);
            theirs.Add(time);
            if (matrices.Checksum() is var sum && sum != checksum)
                throw new BenchmarkFailure(string.Create(CultureInfo.InvariantCulture, $"The checksum of {one.Name} is {sum} here and {checksum} in NumPy."));
        }
        return new ProductTimes(one, Statistics.Median(ours), numpy is null ? null : Statistics.Median(theirs));
    }

    // Long enough for the last tier of compilation; returns the seconds of one product.
    private static double WarmUp(ProductCase.Matrices matrices, WorkTeam team, TimeSpan least)
    {
        var started = Stopwatch.GetTimestamp();
        var runs = 0;
        for (; runs < 2 || Stopwatch.GetElapsedTime(started) < least; runs++)
            matrices.Multiply(team);
        return Stopwatch.GetElapsedTime(started).TotalSeconds / runs;
    }
}
