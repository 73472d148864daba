using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Boosting;
using NetMl.Trees.Explaining;
using NetMl.Trees.Nodes;

namespace NetMl.Trees;

/// <summary>Histogram gradient-boosted trees: a classifier of table rows that takes columns of any scale, with missing values.</summary>
/// <remarks>
/// Leaf-wise trees on quantile bins, logistic loss with two classes and softmax with more. The same input, settings and seed give the same
/// bits for any number of threads: sums are of whole numbers. Safe for use by several threads at once.
/// Sources: Friedman 2001; Chen, Guestrin 2016 (XGBoost); Ke et al. 2017 (LightGBM). Same trees as scikit-learn's
/// HistGradientBoostingClassifier up to rounding; we differ: a leaf's answer has a bound (MaxStep), rows without weight do not count in MinLeafRows, early stopping keeps the best
/// round, and what is missing for the first time goes to the child with more rows.
/// </remarks>
public sealed class BoostedTrees
{
    private readonly FlatTrees _trees;
    private readonly double[] _baseline;
    private readonly double[] _gains;
    private readonly int[]? _nodeRows;

    private BoostedTrees(FlatTrees trees, double[] baseline, double[] gains, int[]? nodeRows) => (_trees, _baseline, _gains, _nodeRows) = (trees, baseline, gains, nodeRows);

    /// <summary>Columns of a row.</summary>
    public int Features => _gains.Length;

    /// <summary>Columns of <see cref="Probabilities"/>.</summary>
    public int Classes => _baseline.Length == 1 ? 2 : _baseline.Length;

    /// <summary>Rounds that were grown and kept.</summary>
    public int Iterations => _trees.Trees / _baseline.Length;

    /// <summary>[features] share of each feature in what all splits gained; sums up to 1, or 0 when there is no split. A copy.</summary>
    public double[] Gains => [.. _gains];

    /// <summary>Whether it is known how many training rows reached each node, which <see cref="Explain"/> needs; files of earlier versions do not say it.</summary>
    public bool CanExplain => _nodeRows is not null;

    /// <summary>Learns from labelled rows.</summary>
    /// <param name="values">[n, features] row-major; NaN = missing.</param>
    /// <param name="labels">[n] 0..classes − 1; −1 = not learnt from.</param>
    /// <param name="classes">≥ 2.</param>
    /// <param name="weights">[n] finite, ≥ 0, 0 = not learnt from; empty = 1 each.</param>
    /// <param name="settings">How trees are grown.</param>
    /// <param name="team">Threads to use.</param>
    /// <param name="cancellationToken">Looked at before each split.</param>
    /// <remarks>
    /// O(iterations · n · columns · depth) at worst; columns that are constant cost nothing, one-hot columns of one category together as much
    /// as one. Memory: about 2 bytes a value, 64 bytes a row and class, 16 bytes a bin and leaf.
    /// </remarks>
    /// <exception cref="ArgumentException">A length, label, weight or setting is out of range, or no row is learnt from.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BoostedTrees Fit(
        ReadOnlySpan<float> values, int features, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> weights, BoostingSettings settings, WorkTeam team,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(team);
        settings.Check();
        if ((long)labels.Length * features != values.Length)
            throw new ArgumentException($"{values.Length} values are not {labels.Length} rows of {features} features.", nameof(values));
        if (!weights.IsEmpty && weights.Length != labels.Length)
            throw new ArgumentException($"{weights.Length} weights for {labels.Length} rows.", nameof(weights));

        var boosting = BoostingRounds.Run(values, features, labels, classes, weights, settings, team, cancellationToken);
        var sum = boosting.Gains.Sum();
        return new BoostedTrees(boosting.Trees(), boosting.Baseline, Array.ConvertAll(boosting.Gains, gain => sum > 0 ? gain / sum : 0), boosting.NodeRows);
    }

    /// <summary>How probable each class is.</summary>
    /// <param name="values">[n, features] as in training.</param>
    /// <returns>[n, classes]; each row sums up to 1.</returns>
    /// <remarks>O(n · trees · depth).</remarks>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public float[] Probabilities(ReadOnlySpan<float> values)
    {
        var (scores, classes) = (Scores(values), Classes);
        if (_baseline.Length > 1)
            return ClassAnswers.Softmax(scores, classes);
        var probabilities = new float[checked(scores.Length * classes)];
        for (var row = 0; row < scores.Length; row++)
        {
            probabilities[2 * row + 1] = (float)(1 / (1 + Math.Exp(-scores[row])));
            probabilities[2 * row] = (float)(1 / (1 + Math.Exp(scores[row])));
        }
        return probabilities;
    }

    /// <summary>The most probable class of each row, the first one of equals.</summary>
    /// <inheritdoc cref="Probabilities"/>
    /// <returns>[n].</returns>
    public int[] Predict(ReadOnlySpan<float> values)
    {
        var scores = Scores(values);
        return _baseline.Length > 1 ? ClassAnswers.Largest(scores, Classes) : Array.ConvertAll(scores, score => score > 0 ? 1 : 0);
    }

    /// <summary>What each column of a row adds to the score of a class: exact Shapley values.</summary>
    /// <param name="row">[features] as in training; NaN = missing.</param>
    /// <param name="of">Class whose score is explained, 0..classes − 1. With two classes the score is the log-odds of the class, with more it is what goes into the softmax.</param>
    /// <remarks>See <see cref="TreeShapley"/>: O(nodes + leaves · columns²) over the trees of the class, with the columns that the way to a leaf asks. A column that a feature's values are spread over is explained by itself; such columns may be added up.</remarks>
    /// <exception cref="ArgumentException">The row has another width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="InvalidOperationException">Not <see cref="CanExplain"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ExplainedScore Explain(ReadOnlySpan<float> row, int of, CancellationToken cancellationToken)
    {
        if (row.Length != Features)
            throw new ArgumentException($"{row.Length} values are not a row of {Features} features.", nameof(row));
        ArgumentOutOfRangeException.ThrowIfNegative(of);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(of, Classes);
        var nodeRows = _nodeRows ?? throw new InvalidOperationException("It is not known how many training rows reached each node of these trees.");
        var isBinary = _baseline.Length == 1;
        var output = isBinary ? 0 : of;
        var (mean, shares) = new TreeShapley(_trees, nodeRows).Of(row, output, cancellationToken);
        // Two classes have one score, the second one's.
        var sign = isBinary && of == 0 ? -1 : 1;
        return new ExplainedScore(sign * (_baseline[output] + mean), sign * Scores(row)[output], Array.ConvertAll(shares, share => sign * share));
    }

    /// <summary>Adds the trees to a file under names that begin with a prefix: PREFIX.baseline, PREFIX.gains and those of the nodes.</summary>
    public void Write(SafetensorsWriter writer, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        writer.Add(prefix + ".baseline", _baseline);
        writer.Add(prefix + ".gains", _gains);
        TreeTensors.Write(writer, prefix, _trees);
        if (_nodeRows is not null)
            NodeRows.Write(writer, prefix, _nodeRows);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; everything is checked, so that predicting ends and stays within its rows.</summary>
    /// <exception cref="InvalidDataException">The file lacks a tensor, or its trees break a rule; the message says which.</exception>
    public static BoostedTrees Read(SafetensorsFile file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var baseline = file.Tensor(prefix + ".baseline", -1).Float64().ToArray();
        var gains = file.Tensor(prefix + ".gains", -1).Float64().ToArray();
        if (baseline.Length is 0 or 2 || !Array.TrueForAll(baseline, double.IsFinite))
            throw new InvalidDataException($"Tensor '{prefix}.baseline' has {baseline.Length} values; one for two classes, or one a class of three or more are expected, all finite.");
        if (!Array.TrueForAll(gains, gain => gain is >= 0 and <= 1))
            throw new InvalidDataException($"Tensor '{prefix}.gains' holds a value that is not a share from 0 to 1.");
        var trees = TreeTensors.Read(file, prefix, gains.Length, baseline.Length);
        return trees.Trees % baseline.Length == 0
            ? new BoostedTrees(trees, baseline, gains, NodeRows.Read(file, prefix, trees))
            : throw new InvalidDataException($"{trees.Trees} trees are not whole rounds of {baseline.Length}.");
    }

    private double[] Scores(ReadOnlySpan<float> values)
    {
        var scores = new double[checked(FlatTrees.RowsOf(values, Features) * _baseline.Length)];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = _baseline[i % _baseline.Length];
        _trees.AddTo(values, scores);
        return scores;
    }
}
