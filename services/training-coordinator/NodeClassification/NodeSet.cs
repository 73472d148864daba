using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>A node job's input: the graph as it was read, split and with prepared features.</summary>
/// <param name="Version">Of the graph's content.</param>
/// <param name="RawFeatures">Numbers that the graph gives of each node; 0 = none.</param>
/// <param name="Notes">Sentences on what was done where the graph left a choice.</param>
/// <param name="Parameters">Of the network.</param>
/// <param name="Split">The graph's own, or what was drawn.</param>
sealed record NodeSet(
    JobRequest Request, string Version, NodeTask Task, NodeSettings Settings, FeaturePreparation Preparation, int RawFeatures,
    IReadOnlyList<string> FeatureNames, bool IsDirected, IReadOnlyList<string> Notes, int Parameters, string Split = SplitKinds.Own)
{
    /// <summary>The file that every repeat gets; its lease's part number goes on top of the seed.</summary>
    public ReadOnlyMemory<byte> PartFile { get; } = new NodePart(Task, Settings, Request.Seed).Write();

    /// <summary>Whether nodes bring features along.</summary>
    public bool HasFeatures => RawFeatures > 0;
}
