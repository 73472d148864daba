using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.GraphTasks;

/// <summary>One site's flows as the plan wants them: split by time, windows as graphs, labels numbered by the plan's classes.</summary>
public sealed class SiteGraphs
{
    /// <param name="batches">In any order.</param>
    /// <exception cref="InvalidDataException">Too few flows, no labelled flow, … ; a sentence for people.</exception>
    public static SiteGraphs Build(IReadOnlyList<FlowBatch> batches, FederationPlan plan) => throw new NotImplementedException();

    public GraphSample Train => throw new NotImplementedException();

    /// <summary>[flows of Train]: index into the plan's classes, −1 = none.</summary>
    public ReadOnlyMemory<int> TrainLabels => throw new NotImplementedException();

    public GraphSample Test => throw new NotImplementedException();

    public ReadOnlyMemory<int> TestLabels => throw new NotImplementedException();

    /// <summary>The weight's base: labelled training flows, or hosts.</summary>
    public int Items => throw new NotImplementedException();

    /// <summary>The learning task, once the sites agree on scaling. Unit = window.</summary>
    public ITestedObjective Objective(SharedScaling scaling) => throw new NotImplementedException();
}

/// <summary>The network of a plan.</summary>
public static class PlannedNetwork
{
    public static IReadOnlyList<string> NodeFeatures => NetMl.Features.FlowGraph.NodeFeatureNames;

    public static IReadOnlyList<string> FlowFeatures => NetMl.Features.FlowGraph.FlowFeatureNames;

    /// <summary>P.</summary>
    public static int Parameters(FederationPlan plan) => throw new NotImplementedException();

    /// <summary>First parameters, from the plan's seed. [P].</summary>
    public static float[] Initial(FederationPlan plan) => throw new NotImplementedException();

    /// <summary>[P]: true for the head's parameters (fed-per keeps them at the site).</summary>
    public static bool[] Personal(FederationPlan plan) => throw new NotImplementedException();

    /// <summary>The published model file.</summary>
    public static byte[] Artifact(FederationPlan plan, SharedScaling scaling, ReadOnlyMemory<float> weights, string run, double? epsilon) => throw new NotImplementedException();
}
