using System.Diagnostics;
using System.Globalization;
using NetMl.Features;
using NetMl.Features.Windows;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>What one more window costs when many windows came before, against the same flows as one of the first windows.</summary>
internal static class WindowCost
{
    private const int FlowsPerWindow = 5_000;

    public static Figure Measure(int windows)
    {
        var flows = FlowTable.Build(GeneratedFlows.Make(windows * FlowsPerWindow));
        List<double> first = [], last = [];
        for (var run = 0; run < 5; run++)
        {
            var series = new WindowFeatureSeries();
            var seconds = Enumerable.Range(0, windows).Select(window => Seconds(series, flows, window * FlowsPerWindow)).ToList();
            // The first hosts to appear are many, so the series is let to settle for a tenth of the windows.
            first.Add(Statistics.Median(seconds.Skip(windows / 10).Take(windows / 10)));
            last.Add(Statistics.Median(seconds.TakeLast(windows / 10)));
        }
        double before = Statistics.Median(first), after = Statistics.Median(last);
        return new Figure("features.window_cost_ratio", after / before, "x", string.Create(CultureInfo.InvariantCulture,
            $"one of the last of {windows} windows of {FlowsPerWindow} flows ({after * 1000:0.00} ms) / one of the first ({before * 1000:0.00} ms): 1 = cost depends on the new flows alone"));
    }

    private static double Seconds(WindowFeatureSeries series, FlowTable flows, int begin)
    {
        var started = Stopwatch.GetTimestamp();
        series.Append(flows, begin, begin + FlowsPerWindow, flows.Start[begin]);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
