namespace NetMl.Contracts.Training;

/// <summary>Answer to <c>GET /v1/models/{model}/versions/{version}/card</c>: what a reader must know of a version before using it. Kept beside the version.</summary>
/// <param name="Training">Settings by name.</param>
/// <param name="Seeds">Of each repeat.</param>
/// <param name="Epsilon">Of its differential privacy; null without.</param>
/// <param name="Limits">Sentences that follow from the facts above.</param>
/// <param name="Notes">What the job said about its data.</param>
public sealed record ModelCard(
    string Model, int Version, string Task, string Network, string IntendedUse, DateTimeOffset Published, string Sha256, long Bytes, string Job,
    CardData Data, CardFeatures Features, IReadOnlyDictionary<string, string> Training, IReadOnlyList<int> Seeds, CardMetrics Metrics,
    IReadOnlyList<string> Limits, IReadOnlyList<string> Notes, double? Epsilon = null, double? Delta = null);

/// <summary>What a model was made of and tested on.</summary>
/// <param name="Name">Of the data set or imported graph; null where the artifact does not say it.</param>
/// <param name="Snapshot">Id of the snapshot, or the graph's version.</param>
/// <param name="Items">flows or nodes: what the counts are of.</param>
/// <param name="Split">How items were dealt, as in the artifact.</param>
/// <param name="TestFrom">First instant of the test part.</param>
public sealed record CardData(
    string? Name, string Snapshot, string Items, string? Split, long? Learnt, long? Validated, long? Tested, DateTimeOffset? TestFrom, IReadOnlyList<CardClass> Classes);

/// <summary>A class and the test items that carry it.</summary>
public sealed record CardClass(string Name, long? Tested);

/// <summary>What the network sees.</summary>
/// <param name="Preparation">A sentence.</param>
public sealed record CardFeatures(IReadOnlyList<string> Nodes, IReadOnlyList<string> Flows, string Preparation);

/// <summary>What was measured on the test part, as in the job's result.</summary>
public sealed record CardMetrics(
    ClassificationScores? Model, IReadOnlyList<ClassificationScores> Baselines, AnomalyResult? Anomaly = null, NodeResult? Repeats = null);
