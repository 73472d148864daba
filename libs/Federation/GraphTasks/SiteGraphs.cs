using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.GraphTasks;

/// <summary>One site's flows as the plan wants them: split by time, windows as graphs, labels numbered by the plan's classes.</summary>
/// <remarks>
/// Both sides of the split are graphs of their own: no window straddles it, and no feature of the training side has seen a test
/// flow. The same flows in any order give the same bits. Its sentences name the site's own labels: they are for its operator only.
/// </remarks>
public sealed class SiteGraphs
{
    private readonly FederationPlan _plan;
    private readonly GraphSide _train;
    private readonly GraphSide _test;

    private SiteGraphs(FederationPlan plan, GraphSide train, GraphSide test) => (_plan, _train, _test) = (plan, train, test);

    /// <summary>Splits and numbers. O(m log m).</summary>
    /// <param name="batches">In any order.</param>
    /// <exception cref="InvalidDataException">Too few flows, no labelled flow, … ; a sentence for people.</exception>
    public static SiteGraphs Build(IReadOnlyList<FlowBatch> batches, FederationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(plan);
        var split = Split(batches, plan.TrainFraction);
        var train = GraphSide.Build(batches, long.MinValue, split, plan);
        var test = GraphSide.Build(batches, split, long.MaxValue, plan);
        if (plan.Task == TrainingTasks.FlowClassification && UnusableLabels(train, test, plan) is { } sentence)
            throw new InvalidDataException(sentence);
        return new SiteGraphs(plan, train, test);
    }

    /// <summary>The earlier flows: what the site learns from.</summary>
    public GraphSample Train => _train.Sample;

    /// <summary>[flows of Train]: index into the plan's classes, −1 = none.</summary>
    public ReadOnlyMemory<int> TrainLabels => _train.Labels;

    /// <summary>The later flows: what the shared model is tested on.</summary>
    public GraphSample Test => _test.Sample;

    /// <summary>[flows of Test]: index into the plan's classes, −1 = none.</summary>
    public ReadOnlyMemory<int> TestLabels => _test.Labels;

    /// <summary>The weight's base: labelled training flows, or hosts (once per window).</summary>
    public int Items => _plan.Task == TrainingTasks.FlowClassification ? _train.LabelledFlows : _train.Sample.Nodes;

    internal FederationPlan Plan => _plan;

    internal GraphSide TrainSide => _train;

    internal GraphSide TestSide => _test;

    /// <summary>The learning task, once the sites agree on scaling. Unit = window. One thread at a time.</summary>
    /// <exception cref="InvalidDataException">A feature is not a finite number, or the scaling is of another number of features.</exception>
    /// <exception cref="InvalidOperationException">The plan has a boundary exchange, and it has not been made.</exception>
    public ITestedObjective Objective(SharedScaling scaling)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        if (Train.NodeFeatureCount != PlannedNetwork.NodeFeaturesOf(_plan).Count)
            throw new InvalidOperationException("The plan's model reads boundary features: make the boundary exchange first.");
        return new GraphObjective(_plan, scaling, _train, _test);
    }

    /// <summary>The same flows with more features of each node.</summary>
    /// <param name="more">Host → features to append, of one length.</param>
    internal SiteGraphs Append(int width, Func<string, ReadOnlyMemory<float>> more) =>
        new(_plan, _train.Append(width, more), _test.Append(width, more));

    private static long Split(IReadOnlyList<FlowBatch> batches, double trainFraction)
    {
        var starts = FlowTable.Build(batches).Start;
        if (starts.Length < 2)
            throw new InvalidDataException(starts.Length == 0
                ? "There are no flows to learn from."
                : "There is only 1 flow; a split by time into an earlier and a later part needs at least 2.");
        return TimeSplit.LaterPart(starts, trainFraction)
            ?? throw new InvalidDataException($"All {starts.Length} flows start at the same instant, so they cannot be split by time.");
    }

    private static string? UnusableLabels(GraphSide train, GraphSide test, FederationPlan plan)
    {
        if (train.LabelNames.Count == 0 && test.LabelNames.Count == 0)
            return $"None of the flows carries a label, and {TrainingTasks.FlowClassification} learns from labels: label them, or take part in a {TrainingTasks.HostAnomaly} federation.";
        if (train.LabelledFlows == 0 && test.LabelledFlows == 0)
            return $"None of the flows carries a class of the plan: the labels here are {Names(train.LabelNames.Union(test.LabelNames, StringComparer.Ordinal))}; the plan's classes are {Names(plan.Classes)}.";
        if (train.LabelledFlows == 0)
            return $"None of the earlier flows, which are learnt from, carries a class of the plan ({Names(plan.Classes)}); {Found(train)}.";
        return test.LabelledFlows > 0 ? null
            : $"None of the later flows, on which the model is tested, carries a class of the plan ({Names(plan.Classes)}); {Found(test)}.";
    }

    private static string Found(GraphSide side) => side.LabelNames.Count == 0 ? "they have no labels" : $"their labels are {Names(side.LabelNames)}";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
