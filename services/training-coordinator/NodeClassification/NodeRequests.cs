using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.GraphFeature;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>What a request for a node classifier may hold, and what it means.</summary>
static class NodeRequests
{
    /// <summary>Most repeats of one job.</summary>
    public const int MostRepeats = 100;

    /// <summary>Parameters of the largest network: its checkpoint, 128 MiB, still fits through a sidecar.</summary>
    public const int MostParameters = 8 << 20;

    /// <summary>Values of all layers together. A training holds about a dozen arrays of that size: inputs, what was dropped, products, gradients; 1.6 GB at most.</summary>
    public const int MostLayerValues = 1 << 25;

    private const int MostClasses = 1000;
    private const string WithHeads = "gat and gatv2";

    private static readonly JobRequest Defaults = new("", "");

    /// <summary>Problems by field: what must hold of that field.</summary>
    public static IEnumerable<(string Field, bool Holds, string Allowed)> Check(JobRequest request)
    {
        const string leftOut = $"left out for {TrainingTasks.NodeClassification}";
        var (network, metrics) = (request.Network ?? new NetworkRequest(), SearchRequests.MetricsOf(TrainingTasks.NodeClassification));
        yield return ("epochs", request.Epochs is null, $"{leftOut}, which has network.epochs");
        yield return ("learningRate", request.LearningRate is null, $"{leftOut}, which has network.learningRate");
        yield return ("hiddenSize", request.HiddenSize is null, $"{leftOut}, which has network.hidden");
        yield return ("windowFlows", request.WindowFlows is null, leftOut);
        yield return ("trainFraction", request.TrainFraction == Defaults.TrainFraction, $"{leftOut}, where the graph's split counts");
        yield return ("workers", request.Workers == Defaults.Workers, $"{leftOut}, whose parts are its repeats");
        yield return ("shards", request.Shards == Defaults.Shards, leftOut);
        yield return ("snapshot", request.Snapshot is null, $"{leftOut}, which learns from the graph as it is");
        yield return ("features", request.Features is null, $"{leftOut}, which learns from all features of the graph");
        yield return ("labels", request.Labels is null, $"{leftOut}, which learns from the labels of the nodes");
        yield return ("anomaly", request.Anomaly is null, leftOut);
        yield return ("split", request.Split is null or { Kind: SplitKinds.Own, Validation: null, Hosts: null }, $"left out for {TrainingTasks.NodeClassification}, or of kind {SplitKinds.Own} alone: the graph's split counts");
        yield return ("metric", request.Metric is null || metrics.Contains(request.Metric), $"one of {string.Join(", ", metrics)} for {TrainingTasks.NodeClassification}");
        yield return ("metric", request.Metric is null or JobMetrics.Accuracy || request.Search is not null, $"{JobMetrics.Accuracy}, or left out, without search");
        yield return ("repeats", request.Repeats is null or >= 1 and <= MostRepeats, $"a whole number from 1 to {MostRepeats}");
        yield return ("seed", request.Seed <= int.MaxValue - MostRepeats, $"a whole number up to {int.MaxValue - MostRepeats}");
        yield return ("network.name", network.Name is not null && NodeNetworks.Names.Contains(network.Name), OneOf(network.Name));
        yield return ("network.hidden", network.Hidden is null or >= 1 and <= 1024, "a whole number from 1 to 1024");
        yield return ("network.layers", network.Layers is null or >= 1 and <= 64, "a whole number from 1 to 64");
        yield return ("network.heads", network.Heads is null or >= 1 and <= 16, "a whole number from 1 to 16");
        yield return ("network.heads", network.Heads is null or 1 || network.Name is "gat" or "gatv2", $"left out for {network.Name}: only {WithHeads} have attention heads");
        yield return ("network.dropout", network.Dropout is null or >= 0 and < 1, "a number from 0 to below 1");
        yield return ("network.learningRate", network.LearningRate is null or > 0 and <= 1, "a number above 0, up to 1");
        yield return ("network.weightDecay", network.WeightDecay is null or >= 0 and <= 1, "a number from 0 to 1");
        yield return ("network.epochs", network.Epochs is null or >= 1 and <= 10_000, "a whole number from 1 to 10000");
        yield return ("network.patience", network.Patience is null or >= 0 and <= 10_000, "a whole number from 0 (never stop early) to 10000");
    }

    /// <summary>The request with every choice made: so the job keeps them when a later version has other defaults.</summary>
    public static JobRequest Resolve(JobRequest request)
    {
        var asked = request.Network ?? new NetworkRequest();
        var usual = NodeNetworks.Defaults(asked.Name);
        var network = new NetworkRequest(
            asked.Name, asked.Hidden ?? usual.Hidden, asked.Layers ?? usual.Layers, asked.Heads ?? usual.Heads, asked.Dropout ?? usual.Dropout,
            asked.LearningRate ?? usual.LearningRate, asked.WeightDecay ?? usual.WeightDecay, asked.Epochs ?? usual.Epochs, asked.Patience ?? usual.Patience);
        return request with { Network = network, Repeats = request.Repeats ?? 1 };
    }

    /// <summary>The settings of a resolved request.</summary>
    public static NodeSettings Settings(JobRequest request) => Resolve(request).Network is
    {
        Hidden: { } hidden, Layers: { } layers, Heads: { } heads, Dropout: { } dropout, LearningRate: { } learningRate, WeightDecay: { } weightDecay,
        Epochs: { } epochs, Patience: { } patience,
    } network
        ? new NodeSettings(network.Name, hidden, layers, heads, dropout, learningRate, weightDecay, epochs, patience)
        : throw new InvalidOperationException("A resolved request leaves no choice open.");

    /// <summary>Why a graph of these sizes cannot be learnt from, in one sentence; null when it can.</summary>
    /// <param name="edges">Between different nodes.</param>
    /// <param name="features">Of each node; 0 = none.</param>
    public static string? Refusal(NodeSettings settings, string graph, int nodes, long edges, int features, IReadOnlyCollection<string> classes)
    {
        if (classes.Count == 0)
            return $"No node of graph '{graph}' carries a label, so there is nothing to classify by: import it with a column 'label'.";
        if (classes.Count == 1)
            return $"Every labelled node of graph '{graph}' is '{classes.First()}', and classification needs at least two classes.";
        if (classes.Count > MostClasses)
            return $"Graph '{graph}' has {classes.Count} different labels, and at most {MostClasses} classes can be learnt: is its column 'label' an id?";
        if (edges == 0 && settings.Network is not ("mlp" or "logistic"))
            return $"Graph '{graph}' has no edge between two nodes, so there is nothing to learn from beside features: import its edges, or choose network mlp or logistic.";
        var seen = features > 0 ? features : nodes <= FeaturePreparation.MostIdentities ? nodes : GraphPlaces.Count;
        if (Parameters(settings, seen, classes.Count) is not <= MostParameters)
            return $"The network would have more than {MostParameters} parameters for the {seen} features of a node: choose a smaller hidden, heads or layers.";
        if (nodes * settings.ValuesPerNode(classes.Count) > MostLayerValues || edges * settings.Heads * settings.Layers > MostLayerValues)
            return $"The layers over the {nodes} nodes and {edges} edges of graph '{graph}' would have more than {MostLayerValues} values: choose a smaller hidden, heads or layers, or import a part of the graph.";
        return null;
    }

    /// <summary>Parameters of a network; null = more than can be counted.</summary>
    public static int? Parameters(NodeSettings settings, int features, int classes)
    {
        try
        {
            return NodeNetworks.Create(settings, features, classes).Layout.Count;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Fields of a request that a job over flows or hosts does not have.</summary>
    /// <param name="request">As it was asked for: what was left out is null.</param>
    public static IReadOnlyList<string> OwnFields(JobRequest request)
    {
        var network = request.Network ?? new NetworkRequest();
        (string Field, bool IsGiven)[] fields =
        [
            ("repeats", request.Repeats is not null), ("network.layers", network.Layers is not null), ("network.heads", network.Heads is not null),
            ("network.dropout", network.Dropout is not null), ("network.weightDecay", network.WeightDecay is not null), ("network.patience", network.Patience is not null),
        ];
        string[] given = [.. fields.Where(field => field.IsGiven).Select(field => field.Field)];
        var isOfNodes = NodeNetworks.Names.Contains(network.Name) && !TrainingTasks.All.Any(task => GraphNetworks.NamesOf(task).Contains(network.Name));
        // Beside other fields the name may be one that nobody chose.
        return given.Length == 0 && isOfNodes && request.Network is not null ? [$"network {network.Name}"] : given;
    }

    private static string OneOf(string? name) =>
        $"one of {string.Join(", ", NodeNetworks.Names)}{(name is not null && NearestName.Find(name, NodeNetworks.Names) is { } near ? $" (did you mean '{near}'?)" : "")}";
}
