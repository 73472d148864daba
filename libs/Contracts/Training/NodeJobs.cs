namespace NetMl.Contracts.Training;

/// <summary>How the network of a node classifier is built and trained; what is null is what the network's own paper used. The status of a job has no null.</summary>
/// <param name="Name">gcn, gat, gatv2, graphsage, gin, sgc, appnp, mlp or logistic.</param>
/// <param name="Hidden">Width of the hidden layers; of one head where there are several.</param>
/// <param name="Layers">Layers with weights; steps of propagation for sgc and appnp.</param>
/// <param name="Heads">Attention heads; gat and gatv2 only.</param>
/// <param name="Dropout">Chance in [0, 1) that an input of a layer is dropped in training.</param>
/// <param name="WeightDecay">Strength of the L2 penalty.</param>
/// <param name="Epochs">At most.</param>
/// <param name="Patience">Epochs without a better validation after which training ends; 0 = never early.</param>
public sealed record NetworkRequest(
    string Name = "gcn", int? Hidden = null, int? Layers = null, int? Heads = null, double? Dropout = null,
    double? LearningRate = null, double? WeightDecay = null, int? Epochs = null, int? Patience = null);

/// <summary>How far one repeat of a node classifier's training is.</summary>
/// <param name="Loss">Mean training loss of <paramref name="Epoch"/>.</param>
/// <param name="Validation">Accuracy on the validation nodes; null without such nodes.</param>
/// <param name="Worker">Who trains it now or did so last.</param>
/// <param name="Curve">Loss and validation by epoch; fewer points the more repeats there are.</param>
public sealed record RepeatProgress(int Repeat, int Epoch, double Loss, double? Validation, string Worker, bool IsDone, IReadOnlyList<CurvePoint>? Curve = null);

/// <summary>What a finished job over the nodes of a graph found.</summary>
/// <param name="Graph">Name of the graph; its version is the result's snapshot.</param>
/// <param name="Learnt">Nodes that were learnt from.</param>
/// <param name="Validated">Nodes by which the best epoch and the published repeat were chosen.</param>
/// <param name="Tested">Nodes that the scores are of.</param>
/// <param name="Accuracy">Mean over the repeats, on the test nodes.</param>
/// <param name="AccuracyDeviation">Standard deviation over the repeats, n − 1 in the denominator; 0 for one repeat.</param>
/// <param name="MacroF1">Mean over the repeats.</param>
/// <param name="Published">The repeat with the best validation, whose scores per class the result shows.</param>
/// <param name="Notes">Sentences on what was done where the graph left a choice: split, features.</param>
/// <param name="Seconds">From the first lease to the last result.</param>
public sealed record NodeResult(
    NetworkRequest Network, string Graph, int Learnt, int Validated, int Tested, double Accuracy, double AccuracyDeviation, double MacroF1,
    double MacroF1Deviation, int Published, IReadOnlyList<RepeatResult> Repeats, IReadOnlyList<string> Notes, double Seconds);

/// <summary>What one repeat gave.</summary>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch whose weights were kept; 0 = the last one's, since nothing was validated.</param>
/// <param name="Validation">Accuracy of those weights on the validation nodes; null without such nodes.</param>
/// <param name="Accuracy">On the test nodes.</param>
/// <param name="Seconds">From the lease that ended it to its result.</param>
public sealed record RepeatResult(int Repeat, int Seed, int Epochs, int BestEpoch, double? Validation, double Accuracy, double MacroF1, double Seconds, string Worker);

/// <summary>Worker → coordinator, <c>POST /internal/leases/{lease}/progress</c>, at most two a second.</summary>
/// <param name="Problem">A sentence when the part cannot ever be computed: the job fails with it, or the trial of a search.</param>
/// <param name="Curve">Epochs since the last report.</param>
public sealed record PartProgress(int Epoch, double Loss, double? Validation = null, string? Problem = null, IReadOnlyList<CurvePoint>? Curve = null);
