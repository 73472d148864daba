namespace NetMl.Gnn.Scores;

/// <summary>Items in the order of their scores, sorted once, to be measured with many weights.</summary>
internal sealed class WeightedRanking
{
    private readonly int[] _order;
    private readonly float[] _scores;
    private readonly bool[] _areTrue;

    public WeightedRanking(ReadOnlySpan<float> scores, ReadOnlySpan<bool> areTrue)
    {
        (_scores, _areTrue) = (Array.ConvertAll(scores.ToArray(), score => -score), areTrue.ToArray());
        _order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(_scores, _order);
    }

    /// <summary>Area under the receiver operating characteristic, ties counted half, and average precision, ties taken together; 0.5 and 0 when all or none are true.</summary>
    /// <param name="weights">[n]: how often each item is there.</param>
    public (double Auroc, double AveragePrecision) Measure(ReadOnlySpan<int> weights)
    {
        var (trues, falses, area, precision) = (0L, 0L, 0.0, 0.0);
        for (var begin = 0; begin < _order.Length;)
        {
            var (end, newTrues, newFalses) = (begin, 0L, 0L);
            for (; end < _order.Length && _scores[end] == _scores[begin]; end++)
            {
                var item = _order[end];
                if (_areTrue[item])
                    newTrues += weights[item];
                else
                    newFalses += weights[item];
            }
            // Highest score first: each false item has the true ones above it, and half of those beside it.
            area += newFalses * (trues + newTrues / 2.0);
            (trues, falses, begin) = (trues + newTrues, falses + newFalses, Math.Max(end, begin + 1));
            if (newTrues > 0)
                precision += newTrues * ((double)trues / (trues + falses));
        }
        return trues == 0 || falses == 0 ? (0.5, 0) : (area / ((double)trues * falses), precision / trues);
    }
}
