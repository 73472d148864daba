using Microsoft.Extensions.Options;
using NetMl.Features;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Computes host tables and keeps the latest few. Thread-safe: one computation at a time.</summary>
internal sealed class HostTables(StoredFlows flows, MemoryTrim memory, IOptions<SnapshotOptions> options) : IDisposable
{
    private const int Kept = 4;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<(DatasetTotals Totals, HostTable Table)> _tables = [];

    /// <summary>Largest data set that is taken into memory.</summary>
    public int MaximumFlows => options.Value.MaximumFlows;

    /// <summary>The hosts of a data set as of its totals; computed again when flows have come.</summary>
    public async Task<HostTable> GetAsync(DatasetTotals totals, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var known = _tables.FindIndex(entry => entry.Totals.Dataset == totals.Dataset);
            if (known >= 0 && _tables[known].Totals.Revision == totals.Revision)
                return _tables[known].Table;
            if (known >= 0)
                _tables.RemoveAt(known);

            var table = await ComputeAsync(totals.Dataset, cancellationToken);
            _tables.Add((totals, table));
            if (_tables.Count > Kept)
                _tables.RemoveAt(0);
            memory.Request();
            return table;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HostTable> ComputeAsync(string dataset, CancellationToken cancellationToken)
    {
        var batches = await flows.ReadAsync(dataset, long.MinValue, long.MaxValue, cancellationToken);
        return HostTable.Of(HostFeatures.Compute(HostGraph.Build(batches)));
    }
}
