namespace NetMl.Federation.GraphTasks;

/// <summary>True positives, false positives and false negatives of each class; their shares can be averaged over sites.</summary>
public sealed class ConfusionCounts(int classes)
{
    private readonly long[] _counts = new long[3 * classes];
    private long _items;

    /// <summary>Share of right predictions; 0 without items.</summary>
    public double Accuracy => _items == 0 ? 0 : _counts.Take(classes).Sum() / (double)_items;

    /// <summary>Counts predictions.</summary>
    /// <param name="truth">[n], 0..classes − 1.</param>
    /// <param name="predicted">[n], likewise.</param>
    public void Add(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, truth.Length);
        _items += truth.Length;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == predicted[i])
            {
                _counts[truth[i]]++;
                continue;
            }
            _counts[classes + predicted[i]]++;
            _counts[2 * classes + truth[i]]++;
        }
    }

    /// <summary>[3 · classes]: true positives of each class ‖ false positives of each ‖ false negatives of each, divided by all items.</summary>
    public double[] Shares() => Array.ConvertAll(_counts, count => count / (double)Math.Max(1, _items));

    /// <summary>Mean F1 over the classes that occur in the truth.</summary>
    /// <param name="shares">[3 · classes], of one site or a weighted mean over sites; shares below 1e-6 count as none, since sums are quantised.</param>
    public static double MacroF1(ReadOnlySpan<double> shares)
    {
        const double nothing = 1e-6;
        var classes = shares.Length / 3;
        var (sum, present) = (0.0, 0);
        for (var c = 0; c < classes; c++)
        {
            var (right, wrong, missed) = (Math.Max(0, shares[c]), Math.Max(0, shares[classes + c]), Math.Max(0, shares[2 * classes + c]));
            if (right + missed < nothing)
                continue;
            present++;
            sum += 2 * right / (2 * right + wrong + missed);
        }
        return present == 0 ? 0 : sum / present;
    }
}
