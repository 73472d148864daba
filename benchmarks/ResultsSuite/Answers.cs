using NetMl.Gnn.Scores;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>What one method answered on the test flows of an arrangement, and how right that was.</summary>
/// <param name="Probabilities">[tested, known classes].</param>
internal sealed record Answers(string Method, ClassificationReport Report, double CalibrationError, long[][] Confusion, float[] Probabilities, double Seconds)
{
    public static Answers Of(string method, Arrangement arrangement, float[] probabilities, double seconds)
    {
        var truth = arrangement.Truth;
        var predicted = ClassificationReport.ArgMax(probabilities, arrangement.Known);
        return new Answers(
            method, ClassificationReport.Of(truth, predicted, arrangement.Classes.Count), Calibration.Error(probabilities, truth, arrangement.Known),
            ClassificationReport.Confusion(truth, predicted, arrangement.Classes.Count), probabilities, seconds);
    }
}
