namespace NetMl.Gnn.Anomalies;

/// <summary>The scores of a graph's items, and on demand why one is odd.</summary>
public sealed class AnomalyFindings
{
    private readonly AnomalyReasons _reasons;
    private readonly float[] _rows;
    private readonly ReadOnlyMemory<float> _features;

    internal AnomalyFindings(float[] scores, double? threshold, AnomalyReasons reasons, float[] rows, ReadOnlyMemory<float> features)
    {
        (Scores, Threshold, _reasons, _rows, _features) = (scores, threshold, reasons, rows, features);
    }

    /// <summary>[items]; higher = odder.</summary>
    public IReadOnlyList<float> Scores { get; }

    /// <summary>Null where the model has none.</summary>
    public double? Threshold { get; }

    /// <summary>Whether an item's score lies above the threshold; false without one.</summary>
    public bool IsOdd(int item) => Scores[item] > Threshold;

    /// <summary>Items by score, oddest first; equal scores in the order of the graph.</summary>
    public IReadOnlyList<int> OddestFirst() => [.. Enumerable.Range(0, Scores.Count).OrderByDescending(item => Scores[item]).ThenBy(item => item)];

    /// <summary>Why an item is odd. O(kept · (width + features)).</summary>
    /// <param name="features">How many features are named at most.</param>
    /// <param name="neighbours">How many normal items are named at most.</param>
    public OddReasons Why(int item, int features = 3, int neighbours = 3) => _reasons.Of(
        _rows.AsSpan(item * (_rows.Length / Scores.Count), _rows.Length / Scores.Count),
        _features.Span.Slice(item * (_features.Length / Scores.Count), _features.Length / Scores.Count), features, neighbours);
}
