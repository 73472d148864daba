using System.Text;
using NetMl.Gnn;
using NetMl.Gnn.GraphTasks;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Networks beside baselines on the same features and splits: the tables of docs/results.md.</summary>
internal sealed class ResultsBenchmark(ResultsOptions options, WorkTeam team)
{
    /// <summary>Flows per window, width and training of all networks here.</summary>
    public const int Window = 32;
    public const int Hidden = 32;
    private const string Best = "e-graphsage-residual";
    private readonly GraphSettings _settings = new(Epochs: options.IsQuick ? 60 : 200, ValidateEvery: 200);
    private readonly List<Figure> _figures = [];
    private readonly StringBuilder _tables = new();

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (ResultsOptions.Read(arguments, out var wrong) is not { } options)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {wrong}");
            return 2;
        }
        try
        {
            using var team = new WorkTeam();
            var benchmark = new ResultsBenchmark(options, team);
            foreach (var name in options.Sets)
                benchmark.Run(await ResultSet.ReadAsync(name));
            Report.Write("results", options.IsQuick, benchmark._figures, [], benchmark._tables.ToString(), options.IsQuick ? [] : arguments);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private void Run(ResultSet set)
    {
        if (Is("time"))
            Compare($"{set.Title}, split by time", set, "time", _ => Arrangement.ByTime(set, Window), isDrawn: false, GraphNetworks.NamesOf("flow-classification"));
        if (Is("random"))
            Compare($"{set.Title}, drawn", set, "random", seed => Arrangement.ByChance(set, Window, seed), isDrawn: true, ["e-graphsage", Best]);
        if (Is("hosts") && set.Captures.Count > 1)
            foreach (var capture in set.Captures)
                Compare($"{set.Title}, tested on {capture}", set, $"without_{capture}", _ => Arrangement.ByCapture(set, capture, Window), isDrawn: false, ["e-graphsage", Best]);
        if (Is("drawn-sources") && set.Name == "cicids")
            Compare($"{set.Title}, split by time, sources drawn", set, "drawn_sources", _ => Arrangement.ByTime(set.WithDrawnSources(1), Window), isDrawn: false, ["e-graphsage", Best]);
        if (Is("host-classes") && set.Name != "stratosphere")
            Compare($"{set.Title}, classes of hosts, split by time", set, "host_classes", _ => Arrangement.ByTime(set, Window).OfHosts(set.Benign), isDrawn: false, GraphNetworks.NamesOf("host-classification"));
        if (Is("detectors"))
            WithoutLabels(set);
        if (Is("settings") && set.Name == "cicids")
            Settings(set);
    }

    private bool Is(string split) => options.Splits.Contains(split);

    private void Compare(string title, ResultSet set, string split, Func<int, Arrangement> arrange, bool isDrawn, IReadOnlyList<string> networks)
    {
        ResultTable? table = null;
        for (var seed = 1; seed <= options.Seeds; seed++)
        {
            var arrangement = arrange(seed);
            table ??= new ResultTable(title, arrangement, options.Seeds);
            if (seed == 1 || isDrawn)
                AddBaselines(table, new Baselines(arrangement, team));
            foreach (var network in networks)
                table.Add(new Networks(arrangement, team).Train(network, Hidden, _settings, seed));
            if (!isDrawn && seed == options.Seeds)
                AddMeans(table, arrangement, networks.Contains(Best) ? Best : networks[0]);
        }
        Show(table?.Text() ?? "");
        foreach (var (method, f1) in table?.Means ?? [])
            _figures.Add(new Figure($"results.{set.Name}_{split}_{FigureName(method)}_f1", f1, "macro-F1", $"{title}: {method}"));
    }

    private static void AddBaselines(ResultTable table, Baselines baselines)
    {
        table.Add(baselines.Majority());
        foreach (var withMore in new[] { false, true })
            table.Add(baselines.Logistic(withMore));
        foreach (var areAlike in new[] { false, true })
            foreach (var withMore in new[] { false, true })
                table.Add(baselines.Trees(withMore, areAlike));
    }

    // Answers of several models put together, none of them trained anew.
    private static void AddMeans(ResultTable table, Arrangement arrangement, string network)
    {
        var seeds = Answers.Mean($"{network}, mean of its seeds", arrangement, table.Of(network));
        var trees = GraphNetworks.IsOfFlows(arrangement.Task) ? "boosted trees, flow alone" : "boosted trees, host alone";
        table.Add(seeds);
        table.Add(Answers.Mean($"hybrid: mean of these and {trees}", arrangement, [seeds, table.Of(trees)[0]]));
    }

    private void WithoutLabels(ResultSet set)
    {
        var rows = WeakResults.Run(Arrangement.ByTime(set, Window), set.Benign, Best, Hidden, _settings, options.Seeds, team);
        Show(WeakResults.Text(set.Title, rows));
        foreach (var (method, auroc, _, _) in rows)
            _figures.Add(new Figure($"results.{set.Name}_weak_{FigureName(method)}_auroc", auroc, "AUROC", $"{set.Title}, labels of detectors: {method}"));
    }

    private void Settings(ResultSet set)
    {
        var text = new StringBuilder();
        foreach (var (setting, f1) in SettingsStudy.Run(set, new SettingsStudy.Trial(Best, Window, Hidden, _settings), options.Seeds, team, text))
            _figures.Add(new Figure($"results.{set.Name}_settings_{FigureName(setting)}_f1", f1, "macro-F1", $"{set.Title}, earlier flows: {setting}"));
        Show(text.ToString());
    }

    private void Show(string table)
    {
        Console.Write(table);
        _tables.Append(table);
    }

    private static string FigureName(string method) => string.Join('_', method.Split([' ', ',', ':', '-', '\''], StringSplitOptions.RemoveEmptyEntries));
}
