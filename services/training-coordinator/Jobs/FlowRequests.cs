using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Baselines;
using NetMl.GraphFeature;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>What a request for a model of flows or hosts may hold, and what it means.</summary>
static class FlowRequests
{
    /// <summary>Share of the training part that a job chooses or sets a threshold by when it has to and none was named.</summary>
    private const double UsualValidation = 0.2;

    private const int MostHosts = 256;
    private static readonly JobRequest Defaults = new("", "");

    /// <summary>Problems by field: what must hold of that field.</summary>
    public static IEnumerable<(string Field, bool Holds, string Allowed)> Check(JobRequest request)
    {
        yield return ("epochs", request.Epochs is null or >= 1 and <= 5000, "a whole number from 1 to 5000");
        yield return ("learningRate", request.LearningRate is null or > 0 and <= 1, "a number above 0, up to 1");
        yield return ("hiddenSize", request.HiddenSize is null or >= 2 and <= 512, "a whole number from 2 to 512");
        yield return ("windowFlows", request.WindowFlows is null or 0 or >= 16 and <= 1_000_000, "0 (one graph for all flows), or a whole number from 16 to 1000000");
        yield return ("trainFraction", request.TrainFraction is >= 0.05 and <= 0.95, "a number from 0.05 to 0.95");
        yield return ("workers", request.Workers is >= 1 and <= 64, "a whole number from 1 to 64");
        yield return ("shards", request.Shards is >= 1 and <= 256, "a whole number from 1 to 256");
        yield return ("repeats", request.Repeats is null, $"left out unless the task is {TrainingTasks.NodeClassification}");
        yield return ("snapshot", request.Snapshot is null or { Length: >= 4 and <= 64 }, "the id of a snapshot of the data set");
        yield return ("features", FeatureChoice.Refusal(request.Features) is null, FeatureChoice.Refusal(request.Features) ?? "");
        foreach (var rule in Network(request).Concat(Split(request)).Concat(Learning(request)).Concat(Trees(request)))
            yield return rule;
    }

    /// <summary>The request with every choice made: so the job keeps them when a later version has other defaults.</summary>
    public static JobRequest Resolve(JobRequest request)
    {
        var isAnomaly = TrainingTasks.IsAnomaly(request.Task);
        var validation = request.Split?.Validation ?? (isAnomaly || request.Metric is not null || request.Search is not null ? UsualValidation : 0);
        var (settings, isSearched) = (FlowSettings.Of(request), request.Search is not null);
        return request with
        {
            Epochs = settings.Epochs,
            LearningRate = isSearched ? request.LearningRate : settings.LearningRate, // a search draws what was left out
            HiddenSize = isSearched ? request.HiddenSize : settings.HiddenSize,
            WindowFlows = settings.WindowFlows,
            Network = new NetworkRequest(request.Network?.Name ?? GraphNetworks.DefaultOf(request.Task)),
            Split = (request.Split ?? new SplitRequest()) with { Validation = validation },
            Metric = request.Metric ?? (!isAnomaly ? JobMetrics.MacroF1 : request.Search is null ? null : JobMetrics.Loss),
            Labels = request.Labels ?? (isAnomaly ? null : LabelSources.Flows),
            Anomaly = isAnomaly ? request.Anomaly ?? new AnomalyRequest() : null,
        };
    }

    /// <summary>" (did you mean 'x'?)" when one of the names is near; empty otherwise.</summary>
    public static string Guess(string? name, IReadOnlyList<string> known) =>
        name is not null && NearestName.Find(name, known) is { } near ? $" (did you mean '{near}'?)" : "";

    private static IEnumerable<(string, bool, string)> Network(JobRequest request)
    {
        if (request.Network is not { } network)
            yield break;
        string[] names = [.. GraphNetworks.NamesOf(request.Task), .. GraphNetworks.HasClasses(request.Task) ? (string[])[TreeClassifier.Name] : []];
        yield return ("network.name", names.Contains(network.Name), OneOf(network.Name, names, request.Task));
        foreach (var (field, isGiven, instead) in ((string, bool, string)[])[
            ("hidden", network.Hidden is not null, ", which has hiddenSize"), ("layers", network.Layers is not null, ""), ("heads", network.Heads is not null, ""),
            ("dropout", network.Dropout is not null, ""), ("learningRate", network.LearningRate is not null, ", which has learningRate"),
            ("weightDecay", network.WeightDecay is not null, ""), ("epochs", network.Epochs is not null, ", which has epochs"), ("patience", network.Patience is not null, "")])
            yield return ($"network.{field}", !isGiven, $"left out for {request.Task}{instead}");
    }

    // Trees are grown in one piece, by the coordinator: nothing of a network's training applies.
    private static IEnumerable<(string, bool, string)> Trees(JobRequest request)
    {
        if (!TrainingSet.IsOfTrees(request))
            yield break;
        const string leftOut = $"left out for {TreeClassifier.Name}, which are not trained epoch by epoch";
        yield return ("epochs", request.Epochs is null, leftOut);
        yield return ("learningRate", request.LearningRate is null, leftOut);
        yield return ("hiddenSize", request.HiddenSize is null, leftOut);
        yield return ("workers", request.Workers == Defaults.Workers, leftOut);
        yield return ("shards", request.Shards == Defaults.Shards, leftOut);
        yield return ("metric", request.Metric is null, leftOut);
        yield return ("search", request.Search is null, leftOut);
        yield return ("split.validation", request.Split?.Validation is null or 0, leftOut);
    }

    private static IEnumerable<(string, bool, string)> Split(JobRequest request)
    {
        if (request.Split is not { } split)
            yield break;
        string[] kinds = [.. SplitKinds.All.Where(kind => kind != SplitKinds.Own)];
        var isByHosts = split.Kind == SplitKinds.Hosts;
        yield return ("split.kind", kinds.Contains(split.Kind), OneOf(split.Kind, kinds, request.Task));
        yield return ("split.validation", split.Validation is null or >= 0 and <= 0.5, "a share of the training part from 0 to 0.5");
        yield return ("split.validation", split.Validation is not 0 || !TrainingTasks.IsAnomaly(request.Task), $"above 0 for {request.Task}: the threshold is set by it");
        yield return ("split.validation", split.Validation is not 0 || (request.Metric is null && request.Search is null), "above 0 where something is chosen by it: leave out metric and search, or raise it");
        yield return ("split.hosts", split.Hosts is null || isByHosts, $"left out unless split.kind is {SplitKinds.Hosts}");
        yield return ("split.hosts", !isByHosts || split.Hosts is { Count: > 0 and <= MostHosts }, $"1 to {MostHosts} addresses or networks, such as 10.0.0.5 or 10.1.0.0/16, whose flows are tested");
        yield return ("split.hosts", split.Hosts is null || split.Hosts.All(host => HostSet.IsOne(host)), $"addresses or networks, such as 10.0.0.5 or 10.1.0.0/16; '{split.Hosts?.FirstOrDefault(host => !HostSet.IsOne(host))}' is neither");
        yield return ("trainFraction", !isByHosts || request.TrainFraction == Defaults.TrainFraction, $"left out with split.kind {SplitKinds.Hosts}: the hosts decide");
    }

    private static IEnumerable<(string, bool, string)> Learning(JobRequest request)
    {
        var isAnomaly = TrainingTasks.IsAnomaly(request.Task);
        var metrics = SearchRequests.MetricsOf(request.Task);
        string[] sources = [LabelSources.Flows, LabelSources.Behaviours];
        yield return ("metric", request.Metric is null || !isAnomaly || request.Search is not null, $"left out for {request.Task} without a search: the weights of the last epoch are published");
        yield return ("metric", request.Metric is null || metrics.Contains(request.Metric), OneOf(request.Metric, metrics, request.Task));
        yield return ("labels", request.Labels is null || !isAnomaly, $"left out for {request.Task}, which learns without labels");
        yield return ("labels", request.Labels is null || sources.Contains(request.Labels), OneOf(request.Labels, sources, request.Task));
        yield return ("anomaly", request.Anomaly is null || isAnomaly, $"left out unless the task is {TrainingTasks.FlowAnomaly} or {TrainingTasks.HostAnomaly}");
        yield return ("anomaly.scorer", request.Anomaly?.Scorer is not { } scorer || AnomalyScorers.Names.Contains(scorer), OneOf(request.Anomaly?.Scorer, AnomalyScorers.Names, request.Task));
        yield return ("anomaly.scorer", request.Anomaly?.Scorer != ReconstructionScorer.ScorerName || Foretells(request), $"another one than {ReconstructionScorer.ScorerName}: the network {request.Network?.Name} foretells no feature");
        yield return ("anomaly.falsePositives", request.Anomaly is null or { FalsePositives: > 0 and <= 0.5 }, "a share above 0, up to 0.5, of the normal items that may be called odd");
    }

    private static bool Foretells(JobRequest request)
    {
        var name = request.Network?.Name ?? GraphNetworks.DefaultOf(request.Task);
        return !GraphNetworks.NamesOf(request.Task).Contains(name) || GraphNetworks.Create(new NetworkShape(request.Task, name, 1, 1, 1, 0)) is IAnomalyNetwork { Foretold: > 0 };
    }

    private static string OneOf(string? name, IReadOnlyList<string> choices, string task) => $"one of {string.Join(", ", choices)} for {task}{Guess(name, choices)}";
}
