using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Statistics;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.GraphTasks;

/// <summary>The network of a plan.</summary>
public static class PlannedNetwork
{
    private const string Head = "head.";

    /// <summary>Node features that a site computes from its own flows.</summary>
    public static IReadOnlyList<string> NodeFeatures => NetMl.Features.FlowGraph.NodeFeatureNames;

    public static IReadOnlyList<string> FlowFeatures => NetMl.Features.FlowGraph.FlowFeatureNames;

    /// <summary>Node features that the model reads: with a boundary exchange also boundary_0, boundary_1, …</summary>
    public static IReadOnlyList<string> NodeFeaturesOf(FederationPlan plan) =>
        [.. NodeFeatures, .. Enumerable.Range(0, plan.Boundary?.Width ?? 0).Select(i => FormattableString.Invariant($"boundary_{i}"))];

    /// <summary>P.</summary>
    /// <exception cref="InvalidDataException">The task is unknown, or there are fewer than two classes to tell apart.</exception>
    public static int Parameters(FederationPlan plan) => Create(plan).Layout.Count;

    /// <summary>First parameters, from the plan's seed. [P].</summary>
    public static float[] Initial(FederationPlan plan) => Create(plan).Layout.Initialise(plan.Seed);

    /// <summary>[P]: true for the head's parameters (fed-per keeps them at the site).</summary>
    public static bool[] Personal(FederationPlan plan)
    {
        var layout = Create(plan).Layout;
        var personal = new bool[layout.Count];
        foreach (var slot in layout.Slots)
            personal.AsSpan(slot.Offset, slot.Count).Fill(slot.Name.StartsWith(Head, StringComparison.Ordinal));
        return personal;
    }

    /// <summary>The published model file, as inference reads it. A model with boundary features can be used at the sites only: nobody else has those features.</summary>
    /// <param name="weights">[P].</param>
    /// <param name="run">Which life of the federation made it.</param>
    /// <param name="epsilon">Privacy spent, kept with the plan's δ; null without differential privacy.</param>
    public static byte[] Artifact(FederationPlan plan, SharedScaling scaling, ReadOnlyMemory<float> weights, string run, double? epsilon)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scaling);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, Parameters(plan));
        return new ModelArtifact(
            plan.Task, Classes(plan), NodeFeaturesOf(plan), FlowFeatures, NodeScale(plan, scaling), scaling.Flows, plan.HiddenSize, plan.WindowFlows, weights,
            new ModelLineage($"federation/{plan.Name}/{run}", "federated", plan.Seed),
            epsilon is { } spent ? new ModelPrivacy(spent, (plan.Privacy ?? new PrivacyPlan()).Delta) : null)
        {
            Network = NameOf(plan),
        }.Write();
    }

    /// <summary>Sites must agree on it, and plans do not name it: that of files that name none.</summary>
    internal static string NameOf(FederationPlan plan) => GraphNetworks.UnnamedOf(plan.Task) ?? GraphNetworks.DefaultOf(plan.Task);

    internal static IGraphNetwork Create(FederationPlan plan) =>
        GraphNetworks.Create(new NetworkShape(plan.Task, NameOf(plan), NodeFeaturesOf(plan).Count, FlowFeatures.Count, plan.HiddenSize, Classes(plan).Count));

    /// <summary>Boundary features are of one size already: they pass as they are.</summary>
    internal static Standardisation NodeScale(FederationPlan plan, SharedScaling scaling)
    {
        var width = plan.Boundary?.Width ?? 0;
        return new Standardisation([.. scaling.Nodes.Mean, .. new float[width]], [.. scaling.Nodes.Scale, .. Enumerable.Repeat(1f, width)]);
    }

    private static IReadOnlyList<string> Classes(FederationPlan plan) => plan.Task == TrainingTasks.FlowClassification ? plan.Classes : [];
}
