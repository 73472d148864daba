using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.GemmSuite;

/// <summary>A Python process that multiplies matrices with NumPy on OpenBLAS, with a fixed number of threads.</summary>
internal sealed class NumpyProducts : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private NumpyProducts(Process process, string configuration) => (_process, Configuration) = (process, configuration);

    /// <summary>What OpenBLAS says of itself, its kernels for this processor among it.</summary>
    public string Configuration { get; }

    /// <summary>Null, after a line that says so, when NumPy on OpenBLAS is not on this machine.</summary>
    public static NumpyProducts? Start(int threads)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(Host.Root, "benchmarks", "peers", "numpy_gemm.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OPENBLAS_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        // OpenBLAS shall choose its kernels and blocks for this machine by itself.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        var process = File.Exists(Python) ? Process.Start(start) : null;
        if (process?.StandardOutput.ReadLine() is { } configuration)
            return new NumpyProducts(process, configuration);
        process?.Dispose();
        Console.WriteLine($"NumPy is left out: {Python} has none on OpenBLAS (apt-get install python3-numpy libopenblas0-pthread).");
        return null;
    }

    public void Load(ProductCase one) =>
        Ask(string.Create(CultureInfo.InvariantCulture, $"load {one.Form.ToString().ToLowerInvariant()} {one.Rows} {one.Steps} {one.Columns}"));

    /// <summary>Median seconds of a product, after one that does not count, and a checksum of the result.</summary>
    public (double Seconds, double Checksum) Run(int repeats)
    {
        var numbers = Ask(string.Create(CultureInfo.InvariantCulture, $"run {repeats}")).Split(' ');
        return (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("NumPy ended while it computed: its reason stands above.");
    }
}
