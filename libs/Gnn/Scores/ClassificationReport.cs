namespace NetMl.Gnn.Scores;

/// <summary>Scores for one class.</summary>
/// <param name="Support">Items that truly carry the class.</param>
public readonly record struct ClassReport(double Precision, double Recall, double F1, long Support);

/// <summary>How well predictions meet the truth.</summary>
/// <param name="Accuracy">Share of right predictions.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur in the truth, so that it is one yardstick for all classifiers on a split.</param>
/// <param name="Classes">One per class.</param>
public sealed record ClassificationReport(double Accuracy, double MacroF1, IReadOnlyList<ClassReport> Classes)
{
    /// <summary>Counts and divides; a score whose denominator is 0 is 0. O(items + classes²).</summary>
    /// <param name="truth">Class of each item, 0..classes − 1.</param>
    /// <param name="predicted">Predicted class of each item.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is out of range.</exception>
    public static ClassificationReport Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        if (truth.Length != predicted.Length)
            throw new ArgumentException($"{truth.Length} truths and {predicted.Length} predictions.", nameof(predicted));
        var (right, guessed, support) = (new long[classes], new long[classes], new long[classes]);
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes || (uint)predicted[i] >= (uint)classes)
                throw new ArgumentException($"Item {i} has truth {truth[i]} and prediction {predicted[i]} of {classes} classes.", nameof(truth));
            support[truth[i]]++;
            guessed[predicted[i]]++;
            if (truth[i] == predicted[i])
                right[truth[i]]++;
        }
        var reports = new ClassReport[classes];
        for (var c = 0; c < classes; c++)
        {
            var (precision, recall) = (Ratio(right[c], guessed[c]), Ratio(right[c], support[c]));
            reports[c] = new ClassReport(precision, recall, Ratio(2 * right[c], guessed[c] + support[c]), support[c]);
        }
        var present = reports.Where(report => report.Support > 0).ToArray();
        return new ClassificationReport(
            Ratio(right.Sum(), truth.Length), present.Length == 0 ? 0 : present.Average(report => report.F1), reports);
    }

    /// <summary>How often each class is taken for each. O(items + classes²).</summary>
    /// <param name="truth">Class of each item, 0..classes − 1.</param>
    /// <param name="predicted">Predicted class of each item, likewise.</param>
    /// <returns>[classes of the truth][classes of the prediction].</returns>
    public static long[][] Confusion(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new long[classes]).ToArray();
        for (var i = 0; i < truth.Length; i++)
            counts[truth[i]][predicted[i]]++;
        return counts;
    }

    /// <summary>Index of the largest value of each row; the first one when equal.</summary>
    /// <param name="scores">[n, classes].</param>
    public static int[] ArgMax(ReadOnlySpan<float> scores, int classes)
    {
        var best = new int[classes == 0 ? 0 : scores.Length / classes];
        for (var row = 0; row < best.Length; row++)
            for (var c = 1; c < classes; c++)
                if (scores[row * classes + c] > scores[row * classes + best[row]])
                    best[row] = c;
        return best;
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
