using System.Diagnostics;
using System.Globalization;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>How right the detectors are: precision and recall on labelled captures, false findings per host-day on benign ones, the power of the periodicity, and speed.</summary>
internal static class BehavioursBenchmark
{
    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            var labelled = await JudgeAsync(CaptureSets.Labelled, cancellationToken);
            var benign = await JudgeAsync(CaptureSets.Benign, cancellationToken);
            JudgementTables.PrintSets(labelled);
            JudgementTables.PrintDetectors(labelled);
            JudgementTables.PrintBenign(benign);
            JudgementTables.PrintBenign([.. labelled.Where(capture => !capture.Set.Name.StartsWith("cicids", StringComparison.Ordinal) && !capture.Set.Name.StartsWith("lab", StringComparison.Ordinal))]);
            var figures = new List<Figure>();
            figures.AddRange(JudgementFigures.Of(labelled, benign));
            figures.AddRange(PeriodicityPower.Measure(isQuick ? 50 : 500));
            figures.AddRange(AnalysisSpeed.Measure(isQuick));
            Report.Write("behaviours", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    /// <summary>Findings of files together, without judging them.</summary>
    public static async Task<int> ShowAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        try
        {
            var paths = files.Select(Path.GetFullPath).ToArray();
            var clock = Stopwatch.StartNew();
            var capture = await JudgedCapture.OfAsync(new CaptureSet("files", paths, LabelMeanings.Benign), cancellationToken);
            foreach (var finding in capture.Findings)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{finding.Score,5:0.0}  {finding.Behaviour,-18} {finding.Technique,-9} {finding.Sentence}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{capture.Findings.Count} findings in {capture.Flows} flows and {capture.HostDays:0.##} host-days, {capture.Findings.Count / Math.Max(capture.HostDays, 1e-9):0.##} per host-day, in {clock.Elapsed.TotalSeconds:0.0} s"));
            return 0;
        }
        catch (Exception failure) when (failure is BenchmarkFailure or Flows.FlowInputException)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static async Task<IReadOnlyList<JudgedCapture>> JudgeAsync(IReadOnlyList<CaptureSet> sets, CancellationToken cancellationToken)
    {
        var judged = new List<JudgedCapture>();
        foreach (var set in sets)
            judged.Add(await JudgedCapture.OfAsync(set, cancellationToken));
        return judged;
    }
}
