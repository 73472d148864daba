namespace NetMl.Gnn.Scores;

/// <summary>How far the stated certainty of answers is from how often they are right.</summary>
public static class Calibration
{
    /// <summary>Bins of certainty, equally wide.</summary>
    public const int Bins = 15;

    /// <summary>Expected calibration error: Σ over bins of (items in the bin / items) · |share of right answers − mean certainty|, certainty being the largest probability. O(n · classes).</summary>
    /// <param name="probabilities">[n, classes]; each row sums to 1.</param>
    /// <param name="truth">[n]; a class of <paramref name="classes"/> or more, which the model does not know, is never right.</param>
    /// <returns>In [0, 1]; 0 for no items.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <remarks>Source: Guo et al. 2017, equation 5.</remarks>
    public static double Error(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> truth, int classes)
    {
        if (probabilities.Length != (long)truth.Length * classes)
            throw new ArgumentException($"{truth.Length} items of {classes} classes need {(long)truth.Length * classes} probabilities, not {probabilities.Length}.", nameof(probabilities));
        var (right, certainty) = (new double[Bins], new double[Bins]);
        var answers = ClassificationReport.ArgMax(probabilities, classes);
        for (var i = 0; i < answers.Length; i++)
        {
            var sure = probabilities[i * classes + answers[i]];
            var bin = Math.Clamp((int)Math.Ceiling(sure * Bins) - 1, 0, Bins - 1);
            certainty[bin] += sure;
            right[bin] += answers[i] == truth[i] ? 1 : 0;
        }
        var error = 0.0;
        for (var bin = 0; bin < Bins; bin++)
            error += Math.Abs(right[bin] - certainty[bin]);
        return answers.Length == 0 ? 0 : error / answers.Length;
    }
}
