using Microsoft.Extensions.Options;
using NetMl.Behaviours;
using NetMl.Behaviours.Adjustments;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Runs the detectors over what is new in a data set and stores what they find.</summary>
internal sealed class DatasetAnalysis(
    IFlowStore store, IFindingStore findings, IAllowListStore allowLists, StoredFlows flows, KeptAnalyses kept, MemoryTrim memory, GraphFeatureMetrics metrics,
    TimeProvider time, IOptions<AnalysisOptions> options)
{
    private const int ShareOfTime = 10;

    /// <summary>What an analysis came to.</summary>
    /// <param name="Rows">Flows in the data set when it began.</param>
    /// <param name="Again">When to look again, since busy hosts wait for that; null = nothing waits.</param>
    public sealed record Outcome(long Rows, int Findings, int Changed, TimeSpan Time, TimeSpan? Again);

    /// <summary>Takes in the batches that came since the last time, or the latest of all when there are too many for memory, and looks at the hosts that they touch.</summary>
    public async Task<Outcome> RunAsync(string dataset, CancellationToken cancellationToken)
    {
        try
        {
            return await AnalyseAsync(dataset, cancellationToken);
        }
        catch
        {
            // Whatever it was, the next attempt begins from what is stored.
            kept.Forget(dataset);
            throw;
        }
    }

    private async Task<Outcome> AnalyseAsync(string dataset, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var segments = await store.ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, cancellationToken);
        var list = await allowLists.ReadAsync(dataset, cancellationToken);
        var allowed = AllowLists.Read(list);
        var latest = LatestBatches.Of(segments, kept.From(dataset), options.Value.MaximumFlows);
        var analysis = kept.Open(dataset, latest);
        analysis.From = latest.Count == segments.Count ? long.MinValue : latest is [var first, ..] ? first.Start : long.MaxValue;
        var isNew = analysis.Segments.Count == 0;
        var added = await AddAsync(analysis, latest, cancellationToken);

        // While flows keep coming, long series wait; once none came, from time to time, and at first, all are looked at.
        var rows = segments.Sum(segment => (long)segment.Rows);
        var isExact = isNew || !added || UntilExact(analysis) <= -TimeSpan.FromMilliseconds(options.Value.LongestMilliseconds);
        var (found, waiting) = isExact ? (analysis.Analysis.Run(allowed, cancellationToken), 0) : Live(analysis.Analysis, allowed, cancellationToken);
        if (waiting == 0)
            (analysis.ExactRows, analysis.ExactAt) = (rows, time.GetTimestamp());
        if (isExact)
            analysis.ExactTime = time.GetElapsedTime(started);
        var wire = found.Select(finding => ToWire(dataset, finding)).ToList();
        if (latest.Count < segments.Count)
            wire.AddRange(await EarlierAsync(dataset, segments[0].Start, analysis.From, wire, cancellationToken));
        // Flows or list of another time wait for an analysis of their own: who brought them asked for it.
        var changed = segments.Count == 0 ? 0
            : await findings.ReplaceFindingsAsync(dataset, wire, analysis.ExactRows, new FindingBasis(segments[^1].Id, list), cancellationToken);
        kept.Trim();
        memory.Request();
        var taken = time.GetElapsedTime(started);
        metrics.AnalysisDone(taken);
        return new Outcome(rows, found.Count, changed, taken, waiting == 0 ? null : UntilExact(analysis));
    }

    /// <summary>When all may be looked at again so that it takes a tenth of the time at most; below 0 = since when.</summary>
    private TimeSpan UntilExact(KeptAnalyses.Kept analysis) => analysis.ExactTime * ShareOfTime - time.GetElapsedTime(analysis.ExactAt);

    private static (IReadOnlyList<Finding> Findings, int Waiting) Live(BehaviourAnalysis analysis, AllowList allowed, CancellationToken cancellationToken)
    {
        var live = analysis.RunLive(allowed, cancellationToken);
        return (live.Findings, live.Waiting);
    }

    private async Task<bool> AddAsync(KeptAnalyses.Kept analysis, IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        var added = false;
        foreach (var segment in segments.Where(segment => !analysis.Segments.Contains(segment.Id)))
        {
            analysis.Analysis.Add(await flows.ReadAsync(segment.Id, cancellationToken));
            analysis.Segments.Add(segment.Id);
            added = true;
        }
        return added;
    }

    /// <summary>What was found in flows that are stored and no longer looked at stays found, unless it was found again.</summary>
    private async Task<IEnumerable<BehaviourFinding>> EarlierAsync(
        string dataset, long first, long from, IReadOnlyList<BehaviourFinding> found, CancellationToken cancellationToken)
    {
        var known = found.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var before = await findings.ListFindingsAsync(dataset, 0, cancellationToken);
        return before.Select(stored => stored.Finding)
            .Where(finding => finding.Last < FlowTime.Of(from) && finding.Last >= FlowTime.Of(first) && !known.Contains(finding.Id));
    }

    private static BehaviourFinding ToWire(string dataset, Finding finding) => new(
        finding.Id, dataset, finding.Behaviour, finding.Source, finding.Target, FlowTime.Of(finding.First), FlowTime.Of(finding.Last),
        finding.Score, finding.Technique, finding.Evidence, finding.Sentence, finding.Flows, finding.Uids,
        [.. finding.Adjustments.Select(adjustment => new FindingAdjustment(adjustment.Reason, adjustment.Points))]);
}
