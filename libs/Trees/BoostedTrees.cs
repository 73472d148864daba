using NetMl.Tensors.Files;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Boosting;
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

    private BoostedTrees(FlatTrees trees, double[] baseline, double[] gains) => (_trees, _baseline, _gains) = (trees, baseline, gains);

    /// <summary>Columns of a row.</summary>
    public int Features => _gains.Length;

    /// <summary>Columns of <see cref="Probabilities"/>.</summary>
    public int Classes => _baseline.Length == 1 ? 2 : _baseline.Length;

    /// <summary>Rounds that were grown and kept.</summary>
    public int Iterations => _trees.Trees / _baseline.Length;

    /// <summary>[features] share of each feature in what all splits gained; sums up to 1, or 0 when there is no split. A copy.</summary>
    public double[] Gains => [.. _gains];

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
        return new BoostedTrees(boosting.Trees(), boosting.Baseline, Array.ConvertAll(boosting.Gains, gain => sum > 0 ? gain / sum : 0));
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

    /// <summary>Adds the trees to a file under names that begin with a prefix: PREFIX.baseline, PREFIX.gains and those of the nodes.</summary>
    public void Write(SafetensorsWriter writer, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        writer.Add(prefix + ".baseline", _baseline);
        writer.Add(prefix + ".gains", _gains);
        TreeTensors.Write(writer, prefix, _trees);
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
            ? new BoostedTrees(trees, baseline, gains)
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
