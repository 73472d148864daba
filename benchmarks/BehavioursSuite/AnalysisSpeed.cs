using System.Diagnostics;
using NetMl.Behaviours;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Benchmarks.FeaturesSuite;
using NetMl.Flows;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>Flows per second of the whole analysis, and what ten thousand new flows cost on top of few and of many.</summary>
internal static class AnalysisSpeed
{
    private const int New = 10_000;
    private const int Hosts = 50_000;

    public static IEnumerable<Figure> Measure(bool isQuick)
    {
        int few = isQuick ? 50_000 : 100_000, many = isQuick ? 150_000 : 500_000;
        var flows = GeneratedFlows.Make(many + 2 * New, Hosts).SelectMany(batch => batch.Records()).ToArray();
        Whole(flows[..few]); // Warms up.
        var seconds = Whole(flows[..many]);
        yield return new Figure("behaviours.flows_per_s", many / seconds, "flows/s", $"{many} made-up flows of {Hosts} hosts, all detectors, from batches in memory to findings");
        var onFew = Increment(flows, few);
        var onMany = Increment(flows, many);
        yield return new Figure("behaviours.increment_ms_on_few", 1000 * onFew.Seconds, "ms", $"{New} new flows on {few}, exact run, {onFew.Rows} rows examined");
        yield return new Figure("behaviours.increment_ms_on_many", 1000 * onMany.Seconds, "ms", $"{New} new flows on {many}, exact run, {onMany.Rows} rows examined");
        var liveOnFew = Increment(flows, few, isLive: true);
        var liveOnMany = Increment(flows, many, isLive: true);
        yield return new Figure("behaviours.live_increment_ms_on_few", 1000 * liveOnFew.Seconds, "ms", $"{New} new flows on {few}, live run, {liveOnFew.Rows} rows examined");
        yield return new Figure("behaviours.live_increment_ms_on_many", 1000 * liveOnMany.Seconds, "ms", $"{New} new flows on {many}, live run, {liveOnMany.Rows} rows examined");
    }

    private static double Whole(FlowRecord[] flows)
    {
        var batch = Batch(flows);
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        var clock = Stopwatch.StartNew();
        analysis.Add(batch);
        analysis.Run(AllowList.Empty, CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The second increment is measured: the first one sorts out what the first large batch left.</summary>
    private static (double Seconds, long Rows) Increment(FlowRecord[] flows, int stored, bool isLive = false)
    {
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        analysis.Add(Batch(flows[..stored]));
        Run();
        analysis.Add(Batch(flows[stored..(stored + New)]));
        Run();
        var batch = Batch(flows[(stored + New)..(stored + 2 * New)]);
        var rows = analysis.RowsExamined;
        var clock = Stopwatch.StartNew();
        analysis.Add(batch);
        Run();
        return (clock.Elapsed.TotalSeconds, analysis.RowsExamined - rows);

        void Run()
        {
            if (isLive)
                analysis.RunLive(AllowList.Empty, CancellationToken.None);
            else
                analysis.Run(AllowList.Empty, CancellationToken.None);
        }
    }

    private static FlowBatch Batch(FlowRecord[] flows)
    {
        var builder = new FlowBatchBuilder();
        foreach (var flow in flows)
            builder.Add(flow);
        return builder.Build();
    }
}
