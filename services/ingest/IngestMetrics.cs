using System.Diagnostics.Metrics;
using NetMl.Flows;

namespace NetMl.Ingest;

/// <summary>What ingest counts.</summary>
internal sealed class IngestMetrics
{
    public const string MeterName = "NetMl.Ingest";

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _refusals;

    public IngestMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _accepted = meter.CreateCounter<long>("netml.ingest.accepted", "flows", "Rows that became flows.");
        _rejected = meter.CreateCounter<long>("netml.ingest.rejected", "flows", "Rows that could not be read.");
        _bytes = meter.CreateCounter<long>("netml.ingest.bytes", "By", "Bytes read, after decompression.");
        _batches = meter.CreateCounter<long>("netml.ingest.batches", "{batch}", "Batches that the broker took.");
        _refusals = meter.CreateCounter<long>("netml.ingest.refusals", "{request}", "Uploads refused, by status.");
    }

    public void BatchPublished(int flows)
    {
        _batches.Add(1);
        _accepted.Add(flows);
    }

    public void Read(FlowReadSummary summary)
    {
        _rejected.Add(summary.RowsRejected);
        _bytes.Add(summary.Bytes);
    }

    public void Refused(int status) => _refusals.Add(1, new KeyValuePair<string, object?>("status", status));
}
