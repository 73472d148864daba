using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Simpler classifiers on the features, split and class weights of a job.</summary>
static class Baselines
{
    /// <summary>Rows that logistic regression learns from, at most: its line search looks at all of them some hundred times.</summary>
    public const int MostRegressionRows = 20_000;

    /// <summary>Scores of each, and sentences on what was left out.</summary>
    public static (IReadOnlyList<ClassificationScores> Scores, IReadOnlyList<string> Notes) Of(TrainingSet input, CancellationToken cancellationToken)
    {
        var tested = ClassEvaluation.TestRows(input);
        var (test, width) = BaselineRows.Of(input, input.Judged, tested);
        return ([Majority(input, tested.Length), Regression(input, test, width, cancellationToken)], Notes(input));
    }

    private static ClassificationScores Majority(TrainingSet input, int tested)
    {
        var labels = input.Learnt.LabelsOf(part => part == SplitPart.Train);
        var majority = MajorityClass.Fit(labels, input.Classes.Count);
        return ClassEvaluation.OfClasses("majority", input, Enumerable.Repeat(majority, tested).ToArray());
    }

    private static ClassificationScores Regression(TrainingSet input, float[] test, int width, CancellationToken cancellationToken)
    {
        var rows = BaselineRows.TrainRows(input, MostRegressionRows);
        var (train, _) = BaselineRows.Of(input, input.Learnt, rows);
        var labels = Array.ConvertAll(rows, row => input.Learnt.Labels[row]);
        var regression = LogisticRegression.Fit(train, width, labels, input.ClassWeights, cancellationToken);
        return ClassEvaluation.OfClasses("logistic-regression", input, regression.Predict(test));
    }

    private static IReadOnlyList<string> Notes(TrainingSet input) => input.TotalItems <= MostRegressionRows ? [] :
        [$"Logistic regression learnt from {MostRegressionRows} of the {input.TotalItems} training items, evenly spread."];
}
