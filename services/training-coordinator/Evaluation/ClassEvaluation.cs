using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Scores a trained classifier of flows or hosts and its baselines on the same test items.</summary>
static class ClassEvaluation
{
    /// <summary>The trained network on the test items.</summary>
    /// <param name="outputs">Logits of each part's judged items, in part order.</param>
    public static ClassificationScores Score(TrainingSet input, IReadOnlyList<float[]> outputs)
    {
        var (classes, rows) = (input.Classes.Count, input.JudgedRows());
        var logits = outputs.SelectMany(part => part).ToArray();
        var tested = Enumerable.Range(0, rows.Length).Where(place => input.Judged.Parts[rows[place]] == SplitPart.Test).ToArray();
        return OfProbabilities(TrainingSet.NetworkName(input.Request), input, NetworkClassifier.Probabilities(PickedRows.Of(logits, classes, tested), classes));
    }

    /// <summary>Scores of a classifier by its probabilities of the classes that were learnt.</summary>
    /// <param name="probabilities">[test items, learnt classes].</param>
    public static ClassificationScores OfProbabilities(string name, TrainingSet input, float[] probabilities)
    {
        var truth = Array.ConvertAll(TestRows(input), row => input.Judged.Labels[row]);
        return OfClasses(name, input, ClassificationReport.ArgMax(probabilities, input.Classes.Count)) with
        {
            CalibrationError = Calibration.Error(probabilities, truth, input.Classes.Count),
        };
    }

    /// <summary>Scores of a classifier by the classes that it tells.</summary>
    /// <param name="predicted">[test items].</param>
    public static ClassificationScores OfClasses(string name, TrainingSet input, int[] predicted)
    {
        var truth = Array.ConvertAll(TestRows(input), row => input.Judged.Labels[row]);
        var report = ClassificationReport.Of(truth, predicted, input.AllClasses.Count);
        return Told(name, report, input.AllClasses) with { Confusion = ClassificationReport.Confusion(truth, predicted, input.AllClasses.Count) };
    }

    /// <summary>A report as jobs tell it.</summary>
    /// <param name="classes">Their names.</param>
    public static ClassificationScores Told(string name, ClassificationReport report, IReadOnlyList<string> classes) => new(
        name, report.Accuracy, report.MacroF1,
        [.. report.Classes.Select((scores, c) => new ClassScores(classes[c], scores.Precision, scores.Recall, scores.F1, scores.Support))]);

    /// <summary>What makes the scores worth nothing.</summary>
    public static IEnumerable<string> Warnings(TrainingSet input) => Warnings([.. TestRows(input).Select(row => input.AllClasses[input.Judged.Labels[row]])]);

    /// <inheritdoc cref="Warnings(TrainingSet)"/>
    /// <param name="tested">Class of each test item.</param>
    public static IEnumerable<string> Warnings(IReadOnlyCollection<string> tested) => tested.Distinct(StringComparer.Ordinal).Count() == 1
        ? [$"The test part holds one class only, '{tested.First()}': its scores say nothing of how the model tells classes apart."]
        : [];

    /// <summary>Labelled test items in the order in which the parts own them.</summary>
    public static int[] TestRows(TrainingSet input) => [.. input.JudgedRows().Where(row => input.Judged.Parts[row] == SplitPart.Test)];
}
