using System.Diagnostics;
using NetMl.Gnn;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Methods that know no graph. They choose nothing, so they learn from the training and the validation items.</summary>
internal sealed class Baselines(Arrangement arrangement, WorkTeam team)
{
    /// <summary>A penalty of 1 on leaves.</summary>
    public static BoostingSettings TreeSettings { get; } = new(L2: 1);

    private readonly int[] _learnt = [.. arrangement.Split.Train.Concat(arrangement.Split.Validation).Order()];

    private int[] Labels => Array.ConvertAll(_learnt, item => arrangement.Train.Labels[item]);

    public Answers Majority()
    {
        var probabilities = new float[arrangement.Split.Test.Length * arrangement.Known];
        var shares = new float[arrangement.Known];
        foreach (var label in Labels)
            shares[label] += 1f / _learnt.Length;
        for (var at = 0; at < probabilities.Length; at += shares.Length)
            shares.CopyTo(probabilities.AsSpan(at));
        return Answers.Of("majority", arrangement, probabilities, 0);
    }

    public Answers Logistic(bool withMore)
    {
        var clock = Stopwatch.StartNew();
        var (learnt, tested, width) = Rows(withMore);
        var scale = Standardisation.Fit(learnt, width);
        scale.Apply(learnt, learnt);
        scale.Apply(tested, tested);
        var regression = LogisticRegression.Fit(learnt, width, Labels, ClassWeights.InverseSquareRoot(Labels, arrangement.Known), CancellationToken.None);
        return Answers.Of(Name("logistic regression", withMore), arrangement, regression.Probabilities(tested), clock.Elapsed.TotalSeconds);
    }

    /// <param name="areAlike">All flows count the same, as practitioners fit trees; else classes and items weigh what they weigh for the networks.</param>
    /// <param name="weights">How much each item of the training graph counts; empty = 1 each.</param>
    public Answers Trees(bool withMore, bool areAlike = false, ReadOnlyMemory<float> weights = default)
    {
        var clock = Stopwatch.StartNew();
        var (learnt, tested, width) = Rows(withMore);
        var labels = Labels;
        var classes = ClassWeights.InverseSquareRoot(labels, arrangement.Known);
        float[] rows = areAlike ? [] : [.. labels.Select((label, row) => classes[label] * (weights.IsEmpty ? 1 : weights.Span[_learnt[row]]))];
        var trees = BoostedTrees.Fit(learnt, width, labels, arrangement.Known, rows, TreeSettings, team, CancellationToken.None);
        return Answers.Of(Name(areAlike ? "boosted trees without class weights" : "boosted trees", withMore), arrangement, trees.Probabilities(tested), clock.Elapsed.TotalSeconds);
    }

    private string Name(string method, bool withMore) => (GraphNetworks.IsOfFlows(arrangement.Task), withMore) switch
    {
        (true, false) => $"{method}, flow alone",
        (true, true) => $"{method}, flow and both hosts",
        (false, false) => $"{method}, host alone",
        (false, true) => $"{method}, host and means of its flows",
    };

    private (float[] Learnt, float[] Tested, int Width) Rows(bool withMore)
    {
        var (rows, tested) = (RowFeatures.Of(arrangement.Task, arrangement.Train.Graph, withMore), RowFeatures.Of(arrangement.Task, arrangement.Test.Graph, withMore));
        return (PickedRows.Of(rows.Span, rows.Columns, _learnt), PickedRows.Of(tested.Span, tested.Columns, arrangement.Split.Test), rows.Columns);
    }
}
