using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>A job's input, split, standardised and cut into parts.</summary>
/// <param name="Learnt">The graph with the items that are learnt from.</param>
/// <param name="Judged">The graph whose outputs are wanted after training: the same one where the split is drawn; by hosts it begins with that one; by time the later flows, and for a model without labels all of them.</param>
/// <param name="Classes">Those of the items that are learnt from; empty without labels.</param>
/// <param name="AllClasses">The same, then those that occur elsewhere only: labels are numbered by these.</param>
/// <param name="TotalItems">Items that are learnt from.</param>
/// <param name="ClassWeights">[classes].</param>
/// <param name="TrainParts">One for each worker.</param>
/// <param name="TestParts">Items of <paramref name="Judged"/>, one part for each worker; their rows ascend from part to part.</param>
/// <param name="Notes">Sentences on what was done.</param>
sealed record TrainingSet(
    JobRequest Request, JobInputs Inputs, JobGraph Learnt, JobGraph Judged, IReadOnlyList<string> Classes, IReadOnlyList<string> AllClasses,
    IReadOnlyList<string> NodeFeatureNames, IReadOnlyList<string> FlowFeatureNames, int TotalItems, float[] ClassWeights,
    Standardisation NodeScale, Standardisation FlowScale, IReadOnlyList<GraphPart> TrainParts, IReadOnlyList<GraphPart> TestParts, SplitCounts Counts, IReadOnlyList<string> Notes)
{
    public IGraphNetwork Network { get; } = GraphNetworks.Create(Shape(Request, NodeFeatureNames.Count, FlowFeatureNames.Count, Classes.Count));

    /// <summary>What the network is trained with.</summary>
    public FlowSettings Settings { get; } = FlowSettings.Of(Request);

    /// <summary>Whether items are flows; else they are nodes.</summary>
    public bool AreFlows => GraphNetworks.IsOfFlows(Request.Task);

    /// <summary>Whether boosted trees are grown instead of a network trained.</summary>
    public bool AreTrees => IsOfTrees(Request);

    /// <inheritdoc cref="AreTrees"/>
    public static bool IsOfTrees(JobRequest request) => request.Network?.Name == TreeClassifier.Name && request.Task != TrainingTasks.NodeClassification;

    /// <summary>Name of the network that a job over flows or hosts trains; where it grows trees the task's default, which then stays untrained.</summary>
    /// <remarks>Jobs of older versions are stored without a name.</remarks>
    public static string NetworkName(JobRequest request) => IsOfTrees(request) ? GraphNetworks.DefaultOf(request.Task)
        : request.Network?.Name ?? GraphNetworks.UnnamedOf(request.Task) ?? GraphNetworks.DefaultOf(request.Task);

    /// <summary>What the job's network is built from.</summary>
    public static NetworkShape Shape(JobRequest request, int nodeFeatures, int flowFeatures, int classes) =>
        new(request.Task, NetworkName(request), nodeFeatures, flowFeatures, FlowSettings.Of(request).HiddenSize, classes);

    /// <summary>Items that one part learns from.</summary>
    public int ItemsOf(int part) => TrainParts[part].Owned.Length;

    /// <summary>Items of <see cref="Judged"/> in the order of the outputs.</summary>
    public int[] JudgedRows() => [.. TestParts.SelectMany(part => part.Rows.ToArray())];

    /// <summary>The file of one part, for its worker.</summary>
    public byte[] PartFile(int part) => Part(part).Write();

    /// <summary>One part, as its worker gets it.</summary>
    public TrainingPart Part(int part) => new(
        Request.Task, NetworkName(Request), Settings.HiddenSize, Classes.Count, Request.Seed, TotalItems, ClassWeights, NodeScale, FlowScale, TrainParts[part], TestParts[part]);
}

/// <summary>Items of each part: those that are learnt from, chosen by and tested. With labels, the ones that have one.</summary>
sealed record SplitCounts(long Train, long Validation, long Test);

/// <summary>The input cannot be learnt from; the message is a sentence for people.</summary>
sealed class UnusableInputException(string message) : Exception(message);
