using System.Buffers;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours;

/// <summary>Runs detectors over the flows of one data set as they come. Not thread-safe.</summary>
/// <remarks>
/// Flows may come in any order and in any cuts: the findings are the same. Cost follows the new flows and the series (pairs, hosts) that they belong
/// to, not the flows that came before. Memory: about 150 bytes a connection with a uid of 18 letters, and 350 more for each that meets a host never seen before.
/// </remarks>
public sealed class BehaviourAnalysis
{
    private readonly ConnectionHistory _history = new();
    private readonly SeriesQueue[] _queues = [.. Enum.GetValues<SeriesKind>().Select(kind => new SeriesQueue(kind))];
    private readonly DetectorMemory[] _memories;
    private readonly AdjustmentOptions _adjustments;
    private (long First, long Last) _span;

    /// <param name="detectors">Asked about each series of their kind.</param>
    /// <param name="adjustments">How the network around it changes a finding's score; null = as by default.</param>
    public BehaviourAnalysis(IReadOnlyList<IDetector> detectors, AdjustmentOptions? adjustments = null)
    {
        ArgumentNullException.ThrowIfNull(detectors);
        _memories = [.. detectors.Select(detector => new DetectorMemory(detector))];
        _adjustments = adjustments ?? new AdjustmentOptions();
    }

    /// <summary>Connections known; of several reports of one flow, those before the latest <see cref="Run"/> count once.</summary>
    public int Connections => _history.Count;

    /// <summary>Rows that detectors were given so far: grows with the work done.</summary>
    public long RowsExamined { get; private set; }

    /// <summary>Adds all flows of a batch. O(flows).</summary>
    public void Add(FlowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _history.Add(batch);
    }

    /// <summary>All findings of all flows added so far, highest score first, then by id. After a cancellation it can be called again.</summary>
    /// <remarks>Looks at each series with new flows from its beginning, so a host with half of all flows costs O(half of all flows); see <see cref="RunLive"/>.</remarks>
    public IReadOnlyList<Finding> Run(AllowList allowed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        Examine(all: true, cancellationToken);
        return Conclude(allowed);
    }

    /// <summary>
    /// As <see cref="Run"/>, but a series of more than 64 flows waits until it has grown by an eighth, and so do those that depend on the whole
    /// data set's time only: work is at most nine rows for each new flow of a busy host. A <see cref="Run"/> later makes up for it.
    /// </summary>
    public LiveFindings RunLive(AllowList allowed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        Examine(all: false, cancellationToken);
        var onlyOlder = _span == (_history.First, _history.Last) ? 0 : _memories.Sum(memory => memory.DependOnSpan.Count);
        return new LiveFindings(Conclude(allowed), _queues.Sum(queue => queue.Waiting) + onlyOlder);
    }

    private void Examine(bool all, CancellationToken cancellationToken)
    {
        _history.Settle((kind, series) => _queues[(int)kind].Touch(series));
        if (all)
            AskAgainOfSpan();
        foreach (var queue in _queues)
            Examine(queue, all, cancellationToken);
    }

    /// <summary>What depended on the time of the whole data set is looked at again when that has grown.</summary>
    private void AskAgainOfSpan()
    {
        if (_span == (_history.First, _history.Last))
            return;
        _span = (_history.First, _history.Last);
        foreach (var memory in _memories)
        {
            foreach (var series in memory.DependOnSpan)
                _queues[(int)memory.Detector.Kind].Touch(series);
        }
    }

    private void Examine(SeriesQueue queue, bool all, CancellationToken cancellationToken)
    {
        DetectorMemory[] askers = [.. _memories.Where(memory => memory.Detector.Kind == queue.Kind)];
        foreach (var series in queue.Due(_history, all))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var most = _history.CountOf(queue.Kind, series);
            if (askers.Any(asker => most >= asker.Detector.FewestConnections))
                Examine(queue.Kind, series, most, askers, cancellationToken);
            queue.Done(series, most);
        }
        queue.Trim();
    }

    private void Examine(SeriesKind kind, int series, int most, DetectorMemory[] askers, CancellationToken cancellationToken)
    {
        var rows = ArrayPool<Connection>.Shared.Rent(most);
        try
        {
            var count = _history.Read(kind, series, rows);
            foreach (var asker in askers.Where(asker => count >= asker.Detector.FewestConnections))
            {
                RowsExamined += count;
                var connections = new ConnectionSeries(rows.AsSpan(0, count), _history.Hosts, _history.Uid, _history.First, _history.Last);
                asker.Keep(series, asker.Detector.Examine(connections, cancellationToken));
            }
        }
        finally
        {
            ArrayPool<Connection>.Shared.Return(rows);
        }
    }

    private Finding[] Conclude(AllowList allowed)
    {
        if (_history.Count == 0)
            return [];
        var network = new RememberedFacts(_history);
        var adjuster = new Adjuster(network, allowed, _adjustments);
        return
        [
            .. _memories.SelectMany(memory => memory.Conclude(network).Select(candidate => adjuster.Adjust(candidate, memory.Detector.MinimumScore))).OfType<Finding>()
                .OrderByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal),
        ];
    }
}
