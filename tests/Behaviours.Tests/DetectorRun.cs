using System.Text.Json;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>Runs one detector over flows, and again over the same flows in another order, cut in two.</summary>
internal static class DetectorRun
{
    private static readonly AdjustmentOptions NoAdjustments = new(int.MaxValue, 1, 0, TimeSpan.FromDays(100_000), 0);

    /// <summary>The detector's findings without what prevalence and age take from their scores, highest score first.</summary>
    public static IReadOnlyList<Finding> Find(IDetector detector, params IEnumerable<FlowRecord> flows)
    {
        var rows = flows.ToArray();
        var analysis = new BehaviourAnalysis([detector], NoAdjustments);
        analysis.Add(TestConnections.Batch(rows));
        var findings = analysis.Run(AllowList.Empty, CancellationToken.None);
        Assert.Equal(JsonSerializer.Serialize(findings), JsonSerializer.Serialize(Shuffled(detector, rows)));
        return findings;
    }

    private static IReadOnlyList<Finding> Shuffled(IDetector detector, IReadOnlyList<FlowRecord> flows)
    {
        var shuffled = flows.ToArray();
        new Random(flows.Count).Shuffle(shuffled);
        var analysis = new BehaviourAnalysis([detector], NoAdjustments);
        foreach (var part in shuffled.Chunk(Math.Max(1, (shuffled.Length + 1) / 2)))
        {
            analysis.Add(TestConnections.Batch(part));
            analysis.Run(AllowList.Empty, CancellationToken.None);
        }
        return analysis.Run(AllowList.Empty, CancellationToken.None);
    }
}
