using System.Numerics.Tensors;
using NetMl.Gnn.Scores;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>What one method answered on the test flows of an arrangement, and how right that was.</summary>
/// <param name="Probabilities">[tested, known classes].</param>
internal sealed record Answers(string Method, ClassificationReport Report, double CalibrationError, long[][] Confusion, float[] Probabilities, double Seconds)
{
    /// <summary>The mean of the probabilities of several answers.</summary>
    public static Answers Mean(string method, Arrangement arrangement, IReadOnlyList<Answers> all)
    {
        var mean = new float[all[0].Probabilities.Length];
        foreach (var answers in all)
            TensorPrimitives.MultiplyAdd(answers.Probabilities, 1f / all.Count, mean, mean);
        return Of(method, arrangement, mean, all.Sum(answers => answers.Seconds));
    }

    public static Answers Of(string method, Arrangement arrangement, float[] probabilities, double seconds)
    {
        var truth = arrangement.Truth;
        var predicted = ClassificationReport.ArgMax(probabilities, arrangement.Known);
        return new Answers(
            method, ClassificationReport.Of(truth, predicted, arrangement.Classes.Count), Calibration.Error(probabilities, truth, arrangement.Known),
            ClassificationReport.Confusion(truth, predicted, arrangement.Classes.Count), probabilities, seconds);
    }
}
