namespace NetMl.Contracts.Training;

/// <summary>What a job learns.</summary>
public static class TrainingTasks
{
    /// <summary>A class for each flow, learnt from labels or from what detectors found.</summary>
    public const string FlowClassification = "flow-classification";

    /// <summary>Without labels: how odd a host is inside a window.</summary>
    public const string HostAnomaly = "host-anomaly";

    /// <summary>A class for each host inside a window, learnt from the labels of its flows or from what detectors found.</summary>
    public const string HostClassification = "host-classification";

    /// <summary>Without labels: how odd a flow is.</summary>
    public const string FlowAnomaly = "flow-anomaly";

    /// <summary>A network of choice: a class for each node of an imported graph, learnt from the nodes that have one.</summary>
    public const string NodeClassification = "node-classification";

    /// <summary>Tasks that learn without labels.</summary>
    public static bool IsAnomaly(string task) => task is FlowAnomaly or HostAnomaly;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [FlowClassification, HostClassification, FlowAnomaly, HostAnomaly, NodeClassification];
}

/// <summary>Body of <c>POST /v1/jobs</c>.</summary>
/// <param name="Dataset">Name of the data set; of the imported graph for node-classification.</param>
/// <param name="Model">Name under which the result is published: 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Task">One of <see cref="TrainingTasks"/>.</param>
/// <param name="Epochs">Flows and hosts only, as the following three; null = the task's default: 200 with classes, 100 without.</param>
/// <param name="LearningRate">Of the first step; null = 0.01.</param>
/// <param name="HiddenSize">null = 32.</param>
/// <param name="WindowFlows">Flows per graph, 0 = one for all; null = the task's default: 32 with classes, 256 without.</param>
/// <param name="TrainFraction">Share of flows, first in time, that are learnt from; the rest is the test part.</param>
/// <param name="Workers">Parts of the graph, each computed by one worker at a time.</param>
/// <param name="Shards">Parameter ranges, each owned by one actor.</param>
/// <param name="Network">Of node-classification all of it; of other tasks its name alone. Null = the task's default.</param>
/// <param name="Repeats">node-classification only: trainings with seed, seed + 1, …; null = 1.</param>
/// <param name="Snapshot">Id of a snapshot of the data set to learn from instead of all its flows; its windows count.</param>
/// <param name="Split">How flows are dealt to learning, choosing and testing; null = by time, with <paramref name="TrainFraction"/>.</param>
/// <param name="Features">Names of features to learn from, as docs/features.md has them or as tensor columns; null = all.</param>
/// <param name="Metric">One of <see cref="JobMetrics"/>: what the best epoch, the search and comparisons go by; null = the task's default; without labels a search alone goes by one.</param>
/// <param name="Labels">flows, or behaviours: what detectors found, weighed by its score; null = flows.</param>
/// <param name="Anomaly">Tasks without labels only.</param>
/// <param name="Search">Null = one training with the settings given.</param>
public sealed record JobRequest(
    string Dataset, string Model, string Task = TrainingTasks.FlowClassification, int? Epochs = null, double? LearningRate = null,
    int? HiddenSize = null, int? WindowFlows = null, double TrainFraction = 0.7, int Workers = 2, int Shards = 2, int Seed = 1,
    NetworkRequest? Network = null, int? Repeats = null, string? Snapshot = null, SplitRequest? Split = null, IReadOnlyList<string>? Features = null,
    string? Metric = null, string? Labels = null, AnomalyRequest? Anomaly = null, SearchRequest? Search = null);

/// <summary>How items are dealt to the parts of a job.</summary>
/// <param name="Kind">time: the first flows are learnt from; random: drawn with the job's seed; hosts: flows that touch <paramref name="Hosts"/> are tested, and nothing of these hosts is in the graph that is learnt; own: an imported graph's own.</param>
/// <param name="Validation">Share of the training part that is not learnt from but chosen by: the last in time, or drawn; null = the task's default.</param>
/// <param name="Hosts">hosts only: addresses or networks that are tested.</param>
public sealed record SplitRequest(string Kind = SplitKinds.Time, double? Validation = null, IReadOnlyList<string>? Hosts = null);

/// <summary>Kinds of splits.</summary>
public static class SplitKinds
{
    public const string Time = "time";
    public const string Random = "random";
    public const string Hosts = "hosts";
    public const string Own = "own";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Time, Random, Hosts, Own];
}

/// <summary>What a job may go by. All but loss are better when larger.</summary>
public static class JobMetrics
{
    public const string Accuracy = "accuracy";
    public const string MacroF1 = "macro-f1";
    public const string Loss = "loss";

    /// <summary>Area under the receiver operating characteristic: of classes the mean of each against all others; of tasks without labels that of attacks, on data that has some.</summary>
    public const string Auroc = "auroc";
    public const string AveragePrecision = "average-precision";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Accuracy, MacroF1, Loss, Auroc, AveragePrecision];
}

/// <summary>Where labels come from.</summary>
public static class LabelSources
{
    public const string Flows = "flows";
    public const string Behaviours = "behaviours";
}

/// <summary>How a model without labels makes and judges scores.</summary>
/// <param name="Scorer">mahalanobis, hbos, isolation-forest or reconstruction; null = the default of the network.</param>
/// <param name="FalsePositives">Share of normal items that may lie above the threshold.</param>
/// <param name="NormalOnly">Learn from flows with a benign label only; needs labels.</param>
/// <param name="KeepNames">Whether the model file names the normal hosts or flows that it keeps, so that an odd one's neighbours are told by address; without, they are numbered.</param>
public sealed record AnomalyRequest(string? Scorer = null, double FalsePositives = 0.01, bool NormalOnly = false, bool KeepNames = true);

/// <summary>A search for settings.</summary>
/// <param name="Method">random, or halving: many short trainings, of which the best third goes on three times as long.</param>
/// <param name="Trials">Settings that are drawn, 2 to 200.</param>
/// <param name="BudgetSeconds">So long after the first training began no further one begins; the best so far is published.</param>
/// <param name="Networks">Names to choose from; null = the job's network alone.</param>
public sealed record SearchRequest(string Method = SearchMethods.Halving, int Trials = 27, double BudgetSeconds = 600, IReadOnlyList<string>? Networks = null);

/// <summary>How a search spends its epochs.</summary>
public static class SearchMethods
{
    /// <summary>Every setting is trained to the end.</summary>
    public const string Random = "random";

    /// <summary>Successive halving: all begin, the best third goes on three times as long, and so on.</summary>
    public const string Halving = "halving";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Random, Halving];
}

/// <summary>States of a job: queued → preparing → training → evaluating → publishing → completed; or failed, cancelled.</summary>
public static class JobStates
{
    public const string Queued = "queued";
    public const string Preparing = "preparing";
    public const string Training = "training";
    public const string Evaluating = "evaluating";
    public const string Publishing = "publishing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>No further change will come.</summary>
    public static bool IsFinal(string state) => state is Completed or Failed or Cancelled;
}

/// <summary>Answer to <c>GET /v1/jobs/{id}</c>, and the data of each server-sent event of <c>GET /v1/jobs/{id}/events</c>.</summary>
/// <param name="Epoch">Epochs that are done; the mean over the repeats of a node classifier; of boosted trees, which have none, the request's when completed.</param>
/// <param name="Losses">Mean training loss per epoch so far; empty for node-classification, boosted-trees and a search.</param>
/// <param name="Result">Present when the state is completed.</param>
/// <param name="Error">One sentence; present when the state is failed.</param>
/// <param name="Repeats">node-classification only: each repeat that has begun.</param>
/// <param name="Search">Of a search: what it has tried so far, best first.</param>
/// <param name="Curve">Of a search: the best score over time; of other jobs whose epochs are validated: loss and score by epoch. At most <see cref="LearningCurve.Most"/> points.</param>
public sealed record JobStatus(
    string Id, JobRequest Request, string State, int Epoch, IReadOnlyList<double> Losses, IReadOnlyList<WorkerShare> Workers,
    JobResult? Result = null, string? Error = null, IReadOnlyList<RepeatProgress>? Repeats = null, SearchResult? Search = null, IReadOnlyList<CurvePoint>? Curve = null);

/// <summary>What one worker instance did for a job.</summary>
/// <param name="Flows">Flows, hosts or nodes that it learns from.</param>
/// <param name="Rounds">Rounds, or whole trainings of a node classifier, that it computed.</param>
public sealed record WorkerShare(string Worker, IReadOnlyList<int> Parts, long Flows, long Rounds);

/// <summary>What a finished job found.</summary>
/// <param name="Snapshot">The frozen input: a snapshot's id, or the graph's version.</param>
/// <param name="TrainFlows">Flows, hosts inside windows, or nodes that were learnt from: with labels those that have one.</param>
/// <param name="TestFlows">Likewise, that the scores are of.</param>
/// <param name="SplitTime">First instant of the test part; null where the split is not by time.</param>
/// <param name="Model">Scores of the trained model on the test part; null without labels.</param>
/// <param name="Baselines">Scores of simpler models on the same split: majority, logistic-regression, and boosted-trees for flows and hosts; empty without labels.</param>
/// <param name="Anomalies">The ten most anomalous hosts or flows of the test part; empty for tasks with labels.</param>
/// <param name="Anomaly">Tasks without labels only.</param>
/// <param name="Notes">Sentences on what was done.</param>
/// <param name="ValidationFlows">Likewise, that were not learnt from but chosen by.</param>
/// <param name="Nodes">node-classification only.</param>
public sealed record JobResult(
    ModelVersion Published, string Snapshot, long TrainFlows, long TestFlows, DateTimeOffset? SplitTime, int Parameters,
    ClassificationScores? Model, IReadOnlyList<ClassificationScores> Baselines, IReadOnlyList<HostAnomaly> Anomalies,
    NodeResult? Nodes = null, AnomalyResult? Anomaly = null, SearchResult? Search = null, IReadOnlyList<string>? Notes = null, long? ValidationFlows = null);

/// <summary>How a model without labels judges.</summary>
/// <param name="Threshold">Scores above it are called odd.</param>
/// <param name="FalsePositives">The share of normal items that the threshold was set for.</param>
/// <param name="Flagged">Test items above it.</param>
/// <param name="Quality">On labelled test data, this scorer first; empty without labels.</param>
public sealed record AnomalyResult(string Scorer, double Threshold, double FalsePositives, long Flagged, long Tested, IReadOnlyList<AnomalyScores> Quality);

/// <summary>How well scores tell labelled attacks from benign items.</summary>
/// <param name="Auroc">0.5 = chance.</param>
/// <param name="AveragePrecision">Chance = the share of attacks.</param>
public sealed record AnomalyScores(string Name, double Auroc, double AveragePrecision);

/// <summary>What a search tried, best first.</summary>
/// <param name="Seconds">From the first lease to the last result.</param>
public sealed record SearchResult(string Method, string Metric, double Seconds, IReadOnlyList<SearchTrial> Trials);

/// <summary>One setting that was tried.</summary>
/// <param name="Epochs">How long it was trained.</param>
/// <param name="Score">Its metric on the validation part; null when it was not finished.</param>
/// <param name="Settings">By name: network, hidden, learningRate, and of a node classifier layers, heads, dropout, weightDecay; a job without a search that gets them and the seed trains the same node classifier.</param>
/// <param name="Worker">Who trains it or did so last.</param>
/// <param name="Problem">Why it has no score: a sentence.</param>
/// <param name="Curve">While it is trained: loss and validation by epoch, a few dozen points.</param>
public sealed record SearchTrial(
    int Trial, int Epochs, double? Score, IReadOnlyDictionary<string, string> Settings, string? Worker = null, string? Problem = null, IReadOnlyList<CurvePoint>? Curve = null);

/// <summary>Scores of one classifier on the test part.</summary>
/// <param name="Name">That of the network, boosted-trees, logistic-regression or majority.</param>
/// <param name="CalibrationError">Expected calibration error over 15 bins of the largest probability; null where there are no probabilities.</param>
/// <param name="Confusion">[class, class]: items of each true class (row) by the class that was told, in the order of <paramref name="Classes"/>.</param>
public sealed record ClassificationScores(
    string Name, double Accuracy, double MacroF1, IReadOnlyList<ClassScores> Classes, double? CalibrationError = null, IReadOnlyList<IReadOnlyList<long>>? Confusion = null);

/// <summary>Scores for one class; <paramref name="Support"/> = test flows that carry it.</summary>
public sealed record ClassScores(string Class, double Precision, double Recall, double F1, long Support);

/// <summary>A host, or a flow, and how odd it is.</summary>
/// <param name="Address">Of a host; a flow by its hosts and start.</param>
/// <param name="Score">Of its oddest window; what it means depends on the scorer, larger is odder.</param>
/// <param name="OddestFeatures">The three features that contribute most.</param>
/// <param name="Nearest">Normal hosts or flows that are most like it, nearest first.</param>
/// <param name="Reasons">The same features with their value and what is usual.</param>
public sealed record HostAnomaly(
    string Address, double Score, IReadOnlyList<string> OddestFeatures, IReadOnlyList<string>? Nearest = null, IReadOnlyList<string>? Reasons = null);
