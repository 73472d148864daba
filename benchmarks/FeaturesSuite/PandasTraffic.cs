using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NetMl.Benchmarks.Machine;
using NetMl.Features;
using NetMl.Features.Hosts;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>Degrees, amounts, ports, failures, means and medians of every host: ours beside pandas' groupby on the same flows, in turns.</summary>
internal static class PandasTraffic
{
    private const string Python = "/usr/bin/python3";
    private const double Tolerance = 1e-9;

    /// <summary>Null, after a line that says so, when pandas is not on this machine.</summary>
    public static Figure? Measure(int flowCount, int runs)
    {
        var flows = FlowTable.Build(GeneratedFlows.Make(flowCount));
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-");
        try
        {
            var path = Path.Combine(folder.FullName, "flows");
            Write(flows, path);
            return File.Exists(Python) ? Measure(flows, path, runs) : Absent();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figure? Measure(FlowTable flows, string path, int runs)
    {
        var script = Path.Combine(Host.Root, "benchmarks", "peers", "pandas_traffic.py");
        using var pandas = Process.Start(new ProcessStartInfo(Python, [script, path]) { RedirectStandardInput = true, RedirectStandardOutput = true });
        if (pandas?.StandardOutput.ReadLine() is not { } names)
            return Absent();
        List<double> ours = [], theirs = [];
        for (var run = 0; run <= runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            var facts = new HostFacts(HostGraph.Build(flows));
            var traffic = facts.Traffic;
            ours.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            pandas.StandardInput.WriteLine();
            var answer = pandas.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("pandas ended while it computed: its reason stands above.");
            var numbers = answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            theirs.Add(numbers[0]);
            Compare(names.Split(','), Sums(facts.Graph, traffic), numbers[1..]);
        }
        pandas.StandardInput.Close();
        pandas.WaitForExit();
        // The first run of each is warming up.
        double our = Statistics.Median(ours.Skip(1)), their = Statistics.Median(theirs.Skip(1));
        return new Figure("features.traffic_vs_pandas", their / our, "x", string.Create(CultureInfo.InvariantCulture,
            $"{flows.Count} flows: host graph and traffic {our:0.00} s, pandas groupby of the same features {their:0.00} s, medians of {runs}, sums equal"));
    }

    private static double[] Sums(HostGraph graph, ReadOnlySpan<HostTraffic> traffic)
    {
        var sums = new double[15];
        for (var node = 0; node < traffic.Length; node++)
        {
            var host = traffic[node];
            double[] own =
            [
                host.BytesSent, host.BytesReceived, host.PacketsSent, host.PacketsReceived, host.Opened, host.Answered,
                graph.Directed.OutDegree(node), graph.Directed.Transpose.OutDegree(node), host.PortsCalled, host.PortsOffered, host.OpenedFailed,
                host.FlowBytes.Mean, host.FlowBytes.Median, host.Duration.Mean, host.Duration.Median,
            ];
            for (var i = 0; i < own.Length; i++)
                sums[i] += own[i];
        }
        return sums;
    }

    private static void Compare(string[] names, double[] ours, double[] theirs)
    {
        for (var i = 0; i < names.Length; i++)
            if (Math.Abs(ours[i] - theirs[i]) > Tolerance * Math.Max(1, Math.Abs(theirs[i])))
                throw new BenchmarkFailure(string.Create(CultureInfo.InvariantCulture, $"The sum of {names[i]} is {ours[i]} here and {theirs[i]} in pandas."));
    }

    private static void Write(FlowTable flows, string path)
    {
        using var file = File.Create(path);
        foreach (var column in new Func<int, long>[]
        {
            f => flows.Source[f], f => flows.Target[f], f => flows.TargetPort[f], f => flows.Failed(f) ? 1 : 0,
            f => flows.SourceBytes[f], f => flows.TargetBytes[f], f => flows.SourcePackets[f], f => flows.TargetPackets[f], f => flows.Duration[f],
        })
            file.Write(MemoryMarshal.AsBytes(Enumerable.Range(0, flows.Count).Select(column).ToArray().AsSpan()));
    }

    private static Figure? Absent()
    {
        Console.WriteLine($"pandas is left out: {Python} cannot import it (apt-get install python3-pandas).");
        return null;
    }
}
