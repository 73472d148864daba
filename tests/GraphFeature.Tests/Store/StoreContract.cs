using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>The stores that a contract is tested on, opened at first use; each implementation inherits every contract.</summary>
public abstract class StoreContract : IDisposable
{
    private readonly Lazy<TestStores> _stores;

    private protected StoreContract(Func<TestStores> open) => _stores = new Lazy<TestStores>(open);

    private protected TestStores Stores => _stores.Value;

    private protected IFlowStore Flows => Stores.Flows;

    private protected IFindingStore Findings => Stores.Findings;

    private protected ISnapshotStore Snapshots => Stores.Snapshots;

    private protected IAllowListStore AllowLists => Stores.AllowLists;

    private protected IGraphStore Graphs => Stores.Graphs;

    public void Dispose()
    {
        if (_stores.IsValueCreated)
            _stores.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One batch, one finding and one snapshot.</summary>
    private protected async Task FillAsync(string dataset, string snapshot)
    {
        await Flows.AppendAsync(Segment(dataset, "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync(dataset, [Finding("x", 1) with { Dataset = dataset }], 7, null, CancellationToken.None);
        var segments = await Flows.ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, CancellationToken.None);
        var summary = new SnapshotSummary(snapshot, dataset, 256, 1, 2, 2, 7, 2, null, null, ["Benign"]);
        await Snapshots.SaveSnapshotAsync(new StoredSnapshot(summary, new SnapshotRequest(), [.. segments.Select(segment => segment.Id)]), CancellationToken.None);
    }

    private protected static NewSegment Segment(string dataset, string batch, long start, long end) => new(dataset, batch, start, end, 7, 2, [1, 2, 3]);

    private protected static NewSegment Flow(int count) => Flow(TestFlows.Browsing(count));

    /// <summary>The only batch of an upload of these flows.</summary>
    private protected static NewSegment Flow(IEnumerable<FlowRecord> flows)
    {
        var batch = TestFlows.Batch(flows);
        var frame = FlowFrame.Encode(new BatchIds("office", null), batch);
        return new NewSegment("office", FlowFrame.Decode(frame).BatchId, batch.StartNanoseconds[0], batch.StartNanoseconds[^1], batch.Count, StoredFlows.CountLabelled(batch), frame);
    }

    private protected static BehaviourFinding Finding(string id, double score) => new(
        id, "office", "beacon", "10.0.0.1", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, score, "T1071", new Dictionary<string, double>(), "It calls.");
}
