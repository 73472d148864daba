using NetMl.Tensors.RandomNumbers;

namespace NetMl.Trees.Boosting;

/// <summary>Which rows are learnt from, with class and weight.</summary>
/// <param name="Rows">Their numbers among all rows.</param>
/// <param name="Labels">[rows] class of each.</param>
/// <param name="Weights">[rows], each above 0.</param>
internal sealed record LearntRows(int[] Rows, int[] Labels, double[] Weights)
{
    /// <summary>The smallest share of a class: one that does not occur keeps a finite score.</summary>
    private const double LeastShare = 1e-15;

    /// <summary>Rows that have a class and a weight.</summary>
    /// <exception cref="ArgumentException">A label or weight is out of range, or no row is left.</exception>
    public static LearntRows Of(ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> weights)
    {
        var rows = new List<int>(labels.Length);
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            if (labels[row] < -1 || labels[row] >= classes)
                throw new ArgumentException($"Row {row} has the label {labels[row]}; labels are 0 to {classes - 1}, or -1 for a row that is not learnt from.", nameof(labels));
            if (!(weight >= 0) || float.IsInfinity(weight))
                throw new ArgumentException($"Row {row} weighs {weight}; weights are finite and 0 or more.", nameof(weights));
            if (labels[row] >= 0 && weight > 0)
                rows.Add(row);
        }
        if (rows.Count == 0)
            throw new ArgumentException("No row has a label and a weight above 0: there is nothing to learn from.", nameof(labels));
        return Pick([.. rows], labels, weights);
    }

    /// <summary>What each output says before the first tree: log odds, or logarithms of the classes' shares around 0.</summary>
    public double[] Baseline(int classes)
    {
        var shares = new double[classes];
        for (var i = 0; i < Labels.Length; i++)
            shares[Labels[i]] += Weights[i];
        var sum = shares.Sum();
        var logs = Array.ConvertAll(shares, share => Math.Log(Math.Max(share / sum, LeastShare)));
        return classes == 2 ? [logs[1] - logs[0]] : Array.ConvertAll(logs, log => log - logs.Average());
    }

    /// <summary>Holds a share of each class back, at least one row of a class with two or more.</summary>
    public (LearntRows Learnt, LearntRows HeldBack) Part(double share, int classes, ulong seed, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var words = new uint[Rows.Length];
        Philox.Fill(new RandomStream(seed, 0, 1), 0, words);
        var isHeld = new bool[Rows.Length];
        for (var c = 0; c < classes; c++)
        {
            var own = Enumerable.Range(0, Rows.Length).Where(i => Labels[i] == c).OrderBy(i => words[i]).ToArray();
            var held = own.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * own.Length), 1, own.Length - 1);
            foreach (var i in own.AsSpan(0, held))
                isHeld[i] = true;
        }
        return (Pick([.. Rows.Where((_, i) => !isHeld[i])], labels, weights), Pick([.. Rows.Where((_, i) => isHeld[i])], labels, weights));
    }

    private static LearntRows Pick(int[] rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var (own, ownWeights) = (new int[rows.Length], new double[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            own[i] = labels[rows[i]];
            ownWeights[i] = weights.IsEmpty ? 1 : weights[rows[i]];
        }
        return new LearntRows(rows, own, ownWeights);
    }
}
