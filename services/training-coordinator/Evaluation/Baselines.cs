using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.Trees;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Simpler classifiers on the features, split and weights of a job: each item counts as its class weighs and as far as its label is trusted, as in the network's loss.</summary>
static class Baselines
{
    /// <summary>Rows that logistic regression learns from, at most: its line search looks at all of them some hundred times.</summary>
    public const int MostRegressionRows = 20_000;

    /// <summary>Rows that trees learn from, at most.</summary>
    public const int MostTreeRows = 500_000;

    /// <summary>How trees are grown, but for the seed.</summary>
    /// <remarks>Without a penalty on leaves they run off where a class has ten items (docs/results.md).</remarks>
    public static BoostingSettings TreeSettings { get; } = new(L2: 1);

    /// <summary>Scores of each, and sentences on what was left out.</summary>
    public static (IReadOnlyList<ClassificationScores> Scores, IReadOnlyList<string> Notes) Of(TrainingSet input, CancellationToken cancellationToken)
    {
        var tested = ClassEvaluation.TestRows(input);
        var (test, width) = BaselineRows.Of(input, input.Judged, tested);
        ClassificationScores[] simple = [Majority(input, tested.Length), Regression(input, test, width, cancellationToken)];
        return (input.AreTrees ? simple : [.. simple, Boosted(input, test, FitTrees(input, cancellationToken))], Notes(input));
    }

    /// <summary>Scores of trees on the test items.</summary>
    public static ClassificationScores OfTrees(TrainingSet input, BoostedTrees trees) =>
        Boosted(input, BaselineRows.Of(input, input.Judged, ClassEvaluation.TestRows(input)).Values, trees);

    private static ClassificationScores Majority(TrainingSet input, int tested)
    {
        var rows = BaselineRows.TrainRows(input, int.MaxValue);
        var majority = MajorityClass.Fit(Labels(input, rows), input.Classes.Count, Weights(input, rows));
        return ClassEvaluation.OfClasses("majority", input, Enumerable.Repeat(majority, tested).ToArray());
    }

    private static ClassificationScores Regression(TrainingSet input, float[] test, int width, CancellationToken cancellationToken)
    {
        var rows = BaselineRows.TrainRows(input, MostRegressionRows);
        var (train, _) = BaselineRows.Of(input, input.Learnt, rows);
        var regression = LogisticRegression.Fit(train, width, Labels(input, rows), input.ClassWeights, cancellationToken, Trust(input, rows));
        return ClassEvaluation.OfClasses("logistic-regression", input, regression.Predict(test));
    }

    /// <summary>Boosted trees on at most <see cref="MostTreeRows"/> training items.</summary>
    public static BoostedTrees FitTrees(TrainingSet input, CancellationToken cancellationToken)
    {
        var rows = BaselineRows.TrainRows(input, MostTreeRows);
        var (train, width) = BaselineRows.Of(input, input.Learnt, rows);
        return BoostedTrees.Fit(
            train, width, Labels(input, rows), input.Classes.Count, Weights(input, rows), TreeSettings with { Seed = input.Request.Seed }, WorkTeam.Alone, cancellationToken);
    }

    private static int[] Labels(TrainingSet input, int[] rows) => Array.ConvertAll(rows, row => input.Learnt.Labels[row]);

    private static float[] Trust(TrainingSet input, int[] rows) =>
        input.Learnt.Weights.Length == 0 ? [] : Array.ConvertAll(rows, row => input.Learnt.Weights[row]);

    private static float[] Weights(TrainingSet input, int[] rows) =>
        Array.ConvertAll(rows, row => input.ClassWeights[input.Learnt.Labels[row]] * (input.Learnt.Weights.Length == 0 ? 1 : input.Learnt.Weights[row]));

    private static ClassificationScores Boosted(TrainingSet input, float[] test, BoostedTrees trees) =>
        ClassEvaluation.OfProbabilities(TreeClassifier.Name, input, trees.Probabilities(test));

    private static IReadOnlyList<string> Notes(TrainingSet input) =>
    [
        .. new[] { (Name: "Logistic regression", Most: MostRegressionRows), (Name: "Boosted trees", Most: MostTreeRows) }
            .Where(bound => input.TotalItems > bound.Most)
            .Select(bound => $"{bound.Name} learnt from {bound.Most} of the {input.TotalItems} training items, evenly spread."),
    ];
}
