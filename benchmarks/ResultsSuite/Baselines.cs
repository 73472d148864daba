using System.Diagnostics;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Methods that know no graph. They choose nothing, so they learn from the training and the validation flows.</summary>
internal sealed class Baselines(Arrangement arrangement, WorkTeam team)
{
    private readonly int[] _learnt = [.. arrangement.Split.Train.Concat(arrangement.Split.Validation).Order()];

    private int[] Labels => Array.ConvertAll(_learnt, flow => arrangement.Train.Labels[flow]);

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

    public Answers Logistic(bool withHosts)
    {
        var clock = Stopwatch.StartNew();
        var width = RowFeatures.Width(arrangement.Train.Graph, withHosts);
        var (learnt, tested) = Rows(withHosts, width);
        var scale = Standardisation.Fit(learnt, width);
        scale.Apply(learnt, learnt);
        scale.Apply(tested, tested);
        var regression = LogisticRegression.Fit(learnt, width, Labels, ClassWeights.InverseSquareRoot(Labels, arrangement.Known), CancellationToken.None);
        return Answers.Of(Name("logistic regression", withHosts), arrangement, regression.Probabilities(tested), clock.Elapsed.TotalSeconds);
    }

    public Answers Trees(bool withHosts, bool isWeighted, BoostingSettings? settings = null)
    {
        var clock = Stopwatch.StartNew();
        var width = RowFeatures.Width(arrangement.Train.Graph, withHosts);
        var (learnt, tested) = Rows(withHosts, width);
        var classWeights = ClassWeights.InverseSquareRoot(Labels, arrangement.Known);
        var weights = isWeighted ? Array.ConvertAll(Labels, label => classWeights[label]) : [];
        var trees = BoostedTrees.Fit(learnt, width, Labels, arrangement.Known, weights, settings ?? new BoostingSettings(), team, CancellationToken.None);
        return Answers.Of(Name(isWeighted ? "boosted trees, classes weighed" : "boosted trees", withHosts), arrangement, trees.Probabilities(tested), clock.Elapsed.TotalSeconds);
    }

    private static string Name(string method, bool withHosts) => withHosts ? $"{method}, flow and hosts" : $"{method}, flow";

    private (float[] Learnt, float[] Tested) Rows(bool withHosts, int width) => (
        RowFeatures.Pick(RowFeatures.Of(arrangement.Train.Graph, withHosts), width, _learnt),
        RowFeatures.Pick(RowFeatures.Of(arrangement.Test.Graph, withHosts), width, arrangement.Split.Test));
}
