using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using NetMl.Benchmarks.Machine;
using NetMl.Federation.Encoding;

namespace NetMl.Benchmarks.FederationSuite;

/// <summary>The summing step of plain FedAvg beside NumPy on the same file of vectors, in turns.</summary>
internal static class NumpySum
{
    private const string Python = "/usr/bin/python3";
    private const double Tolerance = 1e-6;

    /// <summary>Null, after a line that says so, when NumPy is not on this machine.</summary>
    /// <param name="path">Rows of float32.</param>
    public static Figure? Measure(string path, int length, int runs)
    {
        var script = Path.Combine(Host.Root, "benchmarks", "peers", "numpy_sum.py");
        using var numpy = File.Exists(Python)
            ? Process.Start(new ProcessStartInfo(Python, [script, path, length.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            : null;
        if (numpy?.StandardOutput.ReadLine() != "ready")
        {
            Console.WriteLine($"NumPy is left out: {Python} cannot import it (apt-get install python3-numpy).");
            return null;
        }
        List<double> ours = [], theirs = [];
        for (var run = 0; run <= runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            var sum = Sum(path, length);
            ours.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            numpy.StandardInput.WriteLine();
            var answer = (numpy.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("NumPy ended while it computed: its reason stands above."))
                .Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            theirs.Add(answer[0]);
            if (Math.Abs(TensorPrimitives.Sum<double>(sum) - answer[1]) > Tolerance * Math.Max(1, Math.Abs(answer[1])))
                throw new BenchmarkFailure(string.Create(CultureInfo.InvariantCulture, $"The sum of all numbers is {TensorPrimitives.Sum<double>(sum)} here and {answer[1]} in NumPy."));
        }
        numpy.StandardInput.Close();
        numpy.WaitForExit();
        // The first run of each is warming up.
        double our = Statistics.Median(ours.Skip(1)), their = Statistics.Median(theirs.Skip(1));
        return new Figure("federation.plain_sum_vs_numpy", their / our, "x", string.Create(CultureInfo.InvariantCulture,
            $"{new FileInfo(path).Length / 4 / length} vectors of {length} float32 from a file into one float64 sum: {our * 1000:0} ms, NumPy {their * 1000:0} ms, medians of {runs}; ours also refuses what is not finite"));
    }

    private static double[] Sum(string path, int length)
    {
        var layout = new ContributionLayout(length - 1, -1, false);
        var (sum, one, bytes) = (new double[length], new double[length], new byte[4 * length]);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        while (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length)
        {
            PlainVector.Decode(layout, bytes, PlainVector.Float32, one);
            TensorPrimitives.Add(sum, one, sum);
        }
        return sum;
    }
}
