using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;
using NetMl.Federation.Simulation;
using Spectre.Console;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>FedProx's own experiment: does keeping partial work with a proximal term beat dropping stragglers? Prints a table, and writes docs/federation.</summary>
internal static class FedProxStudy
{
    private static readonly (double Alpha, double Beta)[] Data = [(0, 0), (0.5, 0.5), (1, 1)];
    private static readonly double[] Stragglers = [0, 0.5, 0.9];
    private static readonly string[] Strategies = ["fed-avg", "fed-prox"];

    /// <param name="isQuick">2 seeds and 40 rounds, and nothing is written to docs.</param>
    public static int Run(bool isQuick)
    {
        var (seeds, rounds) = isQuick ? (2, 40) : (5, 200);
        var started = Stopwatch.GetTimestamp();
        var runs = RunAll(seeds, rounds);
        FedProxRow[] rows = [.. from data in Data from share in Stragglers select new FedProxRow(NameOf(data.Alpha, data.Beta), share, Ends(runs, data, share, "fed-avg", seeds), Ends(runs, data, share, "fed-prox", seeds))];
        Print(rows);
        Console.WriteLine(FedProxTable.Verdict(rows));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs.Count} trainings in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s on {Environment.ProcessorCount} cores"));
        if (!isQuick)
            Save(runs, rows, seeds, rounds);
        return 0;
    }

    /// <summary>Cores take whole trainings, one after another; each is the same bits wherever it runs.</summary>
    private static ConcurrentDictionary<FedProxCase, IReadOnlyList<StudyPoint>> RunAll(int seeds, int rounds)
    {
        var runs = new ConcurrentDictionary<FedProxCase, IReadOnlyList<StudyPoint>>();
        foreach (var (alpha, beta) in Data)
        {
            FedProxSynthetic[] sets = [.. Enumerable.Range(0, seeds).Select(seed => FedProxSynthetic.Generate(alpha, beta, seed))];
            FedProxCase[] cases = [.. from share in Stragglers from strategy in Strategies from seed in Enumerable.Range(0, seeds) select new FedProxCase(alpha, beta, share, strategy, seed)];
            Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, item => runs[item] = FedProxRun.Run(item, sets[item.Seed], rounds, rounds / 40));
            Console.WriteLine($"{NameOf(alpha, beta)}: {string.Join(", ", sets.Select(set => set.Items.ToString(CultureInfo.InvariantCulture)))} training examples by seed, done");
        }
        return runs;
    }

    private static StudyPoint[] Ends(ConcurrentDictionary<FedProxCase, IReadOnlyList<StudyPoint>> runs, (double Alpha, double Beta) data, double share, string strategy, int seeds) =>
        [.. Enumerable.Range(0, seeds).Select(seed => runs[new FedProxCase(data.Alpha, data.Beta, share, strategy, seed)][^1])];

    private static void Print(FedProxRow[] rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("data", "stragglers", "FedAvg %", "FedProx %", "gain", "FedAvg loss", "FedProx loss");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Data, Number(100 * row.Stragglers, "0"), Spread(row.FedAvg.Select(point => 100 * point.TestAccuracy), "0.0"), Spread(row.FedProx.Select(point => 100 * point.TestAccuracy), "0.0"),
                Spread(row.Gains, "0.0"), Spread(row.FedAvg.Select(point => point.TestLoss), "0.00"), Spread(row.FedProx.Select(point => point.TestLoss), "0.00"));
        }
        AnsiConsole.Write(table);
    }

    private static void Save(ConcurrentDictionary<FedProxCase, IReadOnlyList<StudyPoint>> runs, FedProxRow[] rows, int seeds, int rounds)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Root, "docs", "federation")).FullName;
        List<string> drawings = [];
        foreach (var (alpha, beta) in Data)
        {
            var svg = FedProxCurves.Draw(alpha, beta, Stragglers, seeds, (share, strategy) =>
                [.. Enumerable.Range(0, seeds).Select(seed => runs[new FedProxCase(alpha, beta, share, strategy, seed)])]);
            drawings.Add(string.Create(CultureInfo.InvariantCulture, $"fedprox-synthetic-{alpha}-{beta}.svg"));
            File.WriteAllText(Path.Combine(folder, drawings[^1]), svg);
        }
        File.WriteAllText(Path.Combine(folder, "fedprox.md"), FedProxTable.Write(rows, drawings, rounds, seeds, "dotnet run -c Release --project benchmarks -- federation-study"));
        Console.WriteLine($"written to {Path.GetRelativePath(Host.Root, folder)}");
    }

    private static string NameOf(double alpha, double beta) => string.Create(CultureInfo.InvariantCulture, $"synthetic({alpha}, {beta})");

    private static string Spread(IEnumerable<double> values, string format)
    {
        double[] all = [.. values];
        return $"{Number(all.Average(), format)} ± {Number(SeedBand.Deviate(all), format)}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
