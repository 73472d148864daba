using NetMl.Contracts.Datasets;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Demo;

/// <summary>All that one demo found; <c>--json FILE</c> writes it in camelCase (docs/demo.md).</summary>
/// <param name="Synthetic">True when the built-in capture was used.</param>
/// <param name="Warnings">What a reader should know before trusting the numbers; empty = nothing.</param>
internal sealed record DemoReport(
    string Dataset, bool Synthetic, DateTimeOffset Started, DemoIngest Ingest, DemoFindings Findings, DemoTraining Training, DemoServing Serving,
    IReadOnlyList<DemoStage> Stages, IReadOnlyList<string> Warnings);

/// <summary>What went in.</summary>
/// <param name="RowsStored">Flows that graph-feature holds.</param>
/// <param name="LabelledRows">Stored flows that carry a label.</param>
internal sealed record DemoIngest(
    IReadOnlyList<DemoFile> Files, long RowsAccepted, long RowsRejected, long RowsStored, long LabelledRows, DateTimeOffset? FirstFlow, DateTimeOffset? LastFlow);

/// <summary>One file of the upload.</summary>
internal sealed record DemoFile(string Name, string Format, long RowsAccepted, long RowsRejected, IReadOnlyList<RowRejection> Rejections);

/// <summary>What the graph says.</summary>
internal sealed record DemoFindings(
    GraphSummary Graph, IReadOnlyList<HostSummary> TopByPageRank, IReadOnlyList<HostSummary> TopByDegree, IReadOnlyList<BehaviourFinding> Behaviours);

/// <summary>What was learnt.</summary>
/// <param name="Losses">Mean training loss of each epoch.</param>
internal sealed record DemoTraining(
    string Job, string Task, int Epochs, int Shards, IReadOnlyList<double> Losses, IReadOnlyList<WorkerShare> Workers, JobResult Result);

/// <summary>What the replicas answered about the held-out flows.</summary>
/// <param name="Passes">How often each held-out window was asked about, on average; answers count once.</param>
/// <param name="Accuracy">Share of labelled held-out flows whose class was right; null without labels.</param>
/// <param name="Agreeing">Repeated requests whose answer equalled the first, of <paramref name="Repeated"/>.</param>
internal sealed record DemoServing(
    string Model, IReadOnlyList<int> Versions, int Requests, double Passes, long Flows, double? Accuracy, int Repeated, int Agreeing,
    IReadOnlyList<DemoReplica> Replicas, IReadOnlyList<FlowScore> Predictions, IReadOnlyList<HostScore> Anomalies, double MedianMilliseconds);

/// <summary>One inference instance.</summary>
internal sealed record DemoReplica(string Name, int Requests, double Share);

/// <summary>Wall time of one stage.</summary>
internal sealed record DemoStage(string Name, double Seconds);
