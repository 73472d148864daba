namespace NetMl.Gnn.Scores;

/// <summary>How far the stated certainty of answers is from how often they are right.</summary>
public static class Calibration
{
    /// <summary>Bins of certainty, equally wide.</summary>
    public const int Bins = 15;

    private const int Passes = 30;

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

    /// <summary>The factor by which logits are divided so that the mean cross-entropy is least: above 1 for a model that is too sure. Answers stay the same.</summary>
    /// <param name="logits">[n, classes], of items that were not learnt from.</param>
    /// <param name="truth">[n]; classes that the model does not know are skipped.</param>
    /// <returns>In [0.05, 20]; 1 for no items.</returns>
    /// <remarks>Golden section over the logarithm, along which the loss has one minimum; 2 × 30 passes. Source: Guo et al. 2017, section 4.2.</remarks>
    public static double Temperature(ReadOnlySpan<float> logits, ReadOnlySpan<int> truth, int classes)
    {
        if (truth.IsEmpty)
            return 1;
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(0.05), Math.Log(20));
        for (var step = 0; step < Passes; step++)
        {
            var (a, b) = (high - ratio * (high - low), low + ratio * (high - low));
            if (Loss(logits, truth, classes, Math.Exp(a)) < Loss(logits, truth, classes, Math.Exp(b)))
                high = b;
            else
                low = a;
        }
        return Math.Exp((low + high) / 2);
    }

    private static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> truth, int classes, double temperature)
    {
        var loss = 0.0;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= classes)
                continue;
            var row = logits.Slice(i * classes, classes);
            var most = double.NegativeInfinity;
            foreach (var z in row)
                most = Math.Max(most, z);
            var sum = 0.0;
            foreach (var z in row)
                sum += Math.Exp((z - most) / temperature);
            loss += Math.Log(sum) - (row[truth[i]] - most) / temperature;
        }
        return loss;
    }
}
