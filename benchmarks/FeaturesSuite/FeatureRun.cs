using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;
using NetMl.Features;
using NetMl.Features.Hosts;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>From batches to all host features, once, in a process of its own: cold code, and a peak that nothing else has a part in.</summary>
internal static class FeatureRun
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Argument = "features-run";

    private const string Peak = "peak_mb";

    /// <summary>Runs in a new process.</summary>
    /// <returns>Seconds by step, and the peak in megabytes.</returns>
    public static (IReadOnlyDictionary<string, double> Steps, double PeakMegabytes) InNewProcess(int flows)
    {
        var program = Environment.ProcessPath ?? throw new BenchmarkFailure("This process does not know its own program.");
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using var process = Process.Start(new ProcessStartInfo(program, [.. self, Argument, flows.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })
            ?? throw new BenchmarkFailure($"{program} does not start.");
        var numbers = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        process.WaitForExit();
        if (process.ExitCode != 0 || !numbers.Remove(Peak, out var peak))
            throw new BenchmarkFailure($"The process that computes features ended with {process.ExitCode}: its reason stands above.");
        return (numbers, peak);
    }

    /// <summary>What the new process does.</summary>
    public static int Run(int flows)
    {
        var batches = GeneratedFlows.Make(flows);
        var table = Step("table", () => FlowTable.Build(batches));
        batches = [];
        var graph = Step("graph", () => HostGraph.Build(table));
        var facts = new HostFacts(graph);
        Step("traffic", () => facts.Traffic.Length);
        Step("habits", () => facts.Habits.Length);
        Step("topology", () => facts.Topology);
        Step("centrality", () => facts.Centrality);
        Step("communities", () => facts.Communities);
        Step("columns", () => HostFeatures.Compute(facts, HostFeatureTable.All));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Peak} {ProcessTree.PeakMegabytes(Environment.ProcessId)}"));
        return 0;
    }

    private static T Step<T>(string name, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {Stopwatch.GetElapsedTime(started).TotalSeconds}"));
        return result;
    }
}
