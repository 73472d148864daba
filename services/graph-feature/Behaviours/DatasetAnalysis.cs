using Microsoft.Extensions.Options;
using NetMl.Behaviours;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Runs the detectors over a data set and stores what they find.</summary>
internal sealed class DatasetAnalysis(
    IFlowStore store, IFindingStore findings, StoredFlows flows, MemoryTrim memory, GraphFeatureMetrics metrics, TimeProvider time, IOptions<AnalysisOptions> options)
{
    /// <summary>What an analysis came to.</summary>
    /// <param name="Rows">Flows in the data set when it began.</param>
    public sealed record Outcome(long Rows, int Findings, int Changed, TimeSpan Time);

    /// <summary>Analyses all flows stored so far, or the latest of them when there are too many for memory.</summary>
    public async Task<Outcome> RunAsync(string dataset, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var segments = await store.ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, cancellationToken);
        var analysis = new BehaviourAnalysis(Detectors.All(options.Value.Detectors), options.Value.Detectors.Adjustments);
        foreach (var segment in Latest(segments))
            analysis.Add(await flows.ReadAsync(segment.Id, cancellationToken));

        var found = analysis.Run(AllowList.Empty, cancellationToken);
        var rows = segments.Sum(segment => (long)segment.Rows);
        var changed = await findings.ReplaceFindingsAsync(dataset, [.. found.Select(finding => ToWire(dataset, finding))], rows, cancellationToken);
        memory.Request();
        var taken = time.GetElapsedTime(started);
        metrics.AnalysisDone(taken);
        return new Outcome(rows, found.Count, changed, taken);
    }

    private IEnumerable<Segment> Latest(IReadOnlyList<Segment> segments)
    {
        var rows = 0L;
        return segments.Reverse().TakeWhile(segment => (rows += segment.Rows) <= options.Value.MaximumFlows);
    }

    private static BehaviourFinding ToWire(string dataset, Finding finding) => new(
        finding.Id, dataset, finding.Behaviour, finding.Source, finding.Target, FlowTime.Of(finding.First), FlowTime.Of(finding.Last),
        finding.Score, finding.Technique, finding.Evidence, finding.Sentence);
}
