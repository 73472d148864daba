using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>A job's input, split, standardised and cut into parts.</summary>
/// <param name="Train">Flows before the split.</param>
/// <param name="Test">Flows from the split on; its labels are renumbered to <paramref name="AllClasses"/>.</param>
/// <param name="AllClasses">Classes of the training part, then those that occur in the test part only.</param>
/// <param name="Evaluated">What is scored after training: the test part; for a host model training and test part side by side.</param>
/// <param name="EvaluatedHosts">[nodes of Evaluated]: address.</param>
sealed record TrainingSet(
    JobRequest Request, JobInputs Inputs, SnapshotGraph Train, SnapshotGraph Test, IReadOnlyList<string> AllClasses, int TotalItems, float[] ClassWeights,
    Standardisation NodeScale, Standardisation FlowScale, GraphSample Evaluated, IReadOnlyList<string> EvaluatedHosts,
    IReadOnlyList<GraphPart> TrainParts, IReadOnlyList<GraphPart> TestParts)
{
    public IGraphNetwork Network { get; } = NetworkOf(Request, Train);

    /// <summary>Name of the network that a job over flows or hosts trains.</summary>
    public static string NetworkName(JobRequest request) => request.Network?.Name ?? GraphNetworks.DefaultOf(request.Task);

    /// <summary>The network that a job trains on such graphs.</summary>
    public static IGraphNetwork NetworkOf(JobRequest request, SnapshotGraph train) => GraphNetworks.Create(
        new NetworkShape(request.Task, NetworkName(request), train.NodeFeatureNames.Count, train.FlowFeatureNames.Count, request.HiddenSize, train.Classes.Count));

    /// <summary>Items that one part learns from.</summary>
    public int ItemsOf(int part) => TrainParts[part].Owned.Length;

    /// <summary>The file of one part, for its worker.</summary>
    public byte[] PartFile(int part) => new TrainingPart(
        Request.Task, NetworkName(Request), Request.HiddenSize, Train.Classes.Count, Request.Seed, TotalItems, ClassWeights, NodeScale, FlowScale, TrainParts[part], TestParts[part]).Write();
}

/// <summary>The input cannot be learnt from; the message is a sentence for people.</summary>
sealed class UnusableInputException(string message) : Exception(message);
