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

    /// <summary>Nothing, after a line that says so, when NumPy is not on this machine.</summary>
    /// <param name="path">Rows of float32.</param>
    public static IReadOnlyList<Figure> Measure(string path, int length, int runs)
    {
        var script = Path.Combine(Host.Root, "benchmarks", "peers", "numpy_sum.py");
        using var numpy = File.Exists(Python)
            ? Process.Start(new ProcessStartInfo(Python, [script, path, length.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            : null;
        if (numpy?.StandardOutput.ReadLine() != "ready")
        {
            Console.WriteLine($"NumPy is left out: {Python} cannot import it (apt-get install python3-numpy).");
            return [];
        }
        List<double> ours = [], theirs = [], ourWork = [], theirWork = [];
        for (var run = 0; run <= runs; run++)
        {
            var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var sum = Sum(path, length);
            ours.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            ourWork.Add((Environment.CpuUsage.TotalTime - worked).TotalSeconds);
            numpy.StandardInput.WriteLine();
            var answer = (numpy.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("NumPy ended while it computed: its reason stands above."))
                .Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            theirs.Add(answer[0]);
            theirWork.Add(answer[1]);
            if (Math.Abs(TensorPrimitives.Sum<double>(sum) - answer[2]) > Tolerance * Math.Max(1, Math.Abs(answer[2])))
                throw new BenchmarkFailure(string.Create(CultureInfo.InvariantCulture, $"The sum of all numbers is {TensorPrimitives.Sum<double>(sum)} here and {answer[2]} in NumPy."));
        }
        numpy.StandardInput.Close();
        numpy.WaitForExit();
        var what = string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 4 / length} vectors of {length} float32 from a file into one float64 sum");
        return
        [
            Ratio("federation.plain_sum_vs_numpy", ours, theirs, $"{what}, by the clock", "ours also refuses what is not finite"),
            Ratio("federation.plain_sum_vs_numpy_cpu", ourWork, theirWork, $"{what}, processor time", "fairer than the clock where others work too"),
        ];

        Figure Ratio(string name, List<double> our, List<double> their, string what, string remark)
        {
            // The first run of each is warming up.
            var (a, b) = (Statistics.Median(our.Skip(1)), Statistics.Median(their.Skip(1)));
            return new Figure(name, b / a, "x", string.Create(CultureInfo.InvariantCulture, $"{what}: {a * 1000:0} ms, NumPy {b * 1000:0} ms, medians of {runs}; {remark}"));
        }
    }

    private static double[] Sum(string path, int length)
    {
        var layout = new ContributionLayout(length - 1, -1, false);
        var (sum, bytes) = (new double[length], new byte[4 * length]);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        while (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length)
            PlainVector.AddTo(layout, bytes, PlainVector.Float32, sum);
        return sum;
    }
}
