using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Scores a trained flow classifier and its baselines on the same test flows.</summary>
static class FlowEvaluation
{
    /// <summary>The model's own name in reports.</summary>
    public const string Model = "e-graphsage";

    /// <param name="outputs">Logits of each part's labelled test flows, in part order.</param>
    public static ClassificationScores Score(TrainingSet input, IReadOnlyList<float[]> outputs)
    {
        var predicted = outputs.SelectMany(part => ClassificationReport.ArgMax(part, input.Train.Classes.Count)).ToArray();
        return Scores(Model, input, predicted);
    }

    /// <summary>Majority class and logistic regression on the flow features alone, with the same standardisation and class weights.</summary>
    public static IReadOnlyList<ClassificationScores> Baselines(TrainingSet input, CancellationToken cancellationToken)
    {
        var rows = TestRows(input);
        var majority = MajorityClass.Fit(input.Train.FlowLabel, input.Train.Classes.Count);
        var features = input.Train.Sample.FlowFeatureCount;
        var regression = LogisticRegression.Fit(
            Standardised(input.FlowScale, input.Train.Sample), features, input.Train.FlowLabel, input.ClassWeights, cancellationToken);
        var all = regression.Predict(Standardised(input.FlowScale, input.Test.Sample));
        return
        [
            Scores("majority", input, Array.ConvertAll(rows, _ => majority)),
            Scores("logistic-regression", input, Array.ConvertAll(rows, row => all[row])),
        ];
    }

    private static ClassificationScores Scores(string name, TrainingSet input, int[] predicted)
    {
        var truth = Array.ConvertAll(TestRows(input), row => input.Test.FlowLabel[row]);
        var report = ClassificationReport.Of(truth, predicted, input.AllClasses.Count);
        return new ClassificationScores(name, report.Accuracy, report.MacroF1,
            [.. report.Classes.Select((scores, c) => new ClassScores(input.AllClasses[c], scores.Precision, scores.Recall, scores.F1, scores.Support))]);
    }

    // Labelled test flows in the order in which the parts own them.
    private static int[] TestRows(TrainingSet input) => [.. input.TestParts.SelectMany(part => part.Rows.ToArray())];

    private static float[] Standardised(Standardisation scale, GraphSample sample)
    {
        var values = new float[sample.FlowFeatures.Length];
        scale.Apply(sample.FlowFeatures.Span, values);
        return values;
    }
}
