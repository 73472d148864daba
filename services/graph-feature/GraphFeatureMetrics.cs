using System.Diagnostics.Metrics;

namespace NetMl.GraphFeature;

/// <summary>What this service counts.</summary>
public sealed class GraphFeatureMetrics
{
    private readonly Counter<long> _flowsStored;
    private readonly Histogram<double> _analysisSeconds;
    private readonly Histogram<double> _snapshotSeconds;

    public GraphFeatureMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("NetMl.GraphFeature");
        _flowsStored = meter.CreateCounter<long>("netml.graph_feature.flows_stored", "flows", "Flows stored, each once");
        _analysisSeconds = meter.CreateHistogram<double>("netml.graph_feature.analysis", "s", "Time of one behaviour analysis of a data set");
        _snapshotSeconds = meter.CreateHistogram<double>("netml.graph_feature.snapshot", "s", "Time to build a snapshot's tensors");
    }

    public void FlowsStored(int flows) => _flowsStored.Add(flows);

    public void AnalysisDone(TimeSpan time) => _analysisSeconds.Record(time.TotalSeconds);

    public void SnapshotBuilt(TimeSpan time) => _snapshotSeconds.Record(time.TotalSeconds);
}
