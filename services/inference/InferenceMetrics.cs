using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NetMl.Inference;

/// <summary>What inference counts.</summary>
internal sealed class InferenceMetrics
{
    public const string MeterName = "NetMl.Inference";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _queueing;
    private readonly Histogram<long> _batch;
    private readonly Counter<long> _loads;

    public InferenceMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _requests = meter.CreateCounter<long>("netml.inference.requests", "{request}", "Predictions asked for, by model, version, kind and outcome.");
        _duration = meter.CreateHistogram<double>("netml.inference.compute.duration", "s", "Time to compute one prediction request.");
        _queueing = meter.CreateHistogram<double>("netml.inference.queue.duration", "s", "Time that a request waited for its turn.");
        _batch = meter.CreateHistogram<long>("netml.inference.batch.size", "{flow}", "Flows predicted together.");
        _loads = meter.CreateCounter<long>("netml.inference.model.loads", "{load}", "Model versions read from the store, by model, version and outcome.");
    }

    public void Computed(string model, int version, string kind, int flows, TimeSpan duration)
    {
        var tags = new TagList { { "model", model }, { "version", version }, { "kind", kind } };
        _duration.Record(duration.TotalSeconds, tags);
        _batch.Record(flows, tags);
        tags.Add("outcome", "success");
        _requests.Add(1, tags);
    }

    public void Refused(string model, int version, string kind) =>
        _requests.Add(1, new TagList { { "model", model }, { "version", version }, { "kind", kind }, { "outcome", "refused" } });

    public void Queued(TimeSpan wait) => _queueing.Record(wait.TotalSeconds);

    public void Loaded(string model, int version, bool succeeded) =>
        _loads.Add(1, new("model", model), new("version", version), new("outcome", succeeded ? "success" : "failure"));
}
