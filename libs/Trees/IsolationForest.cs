using NetMl.Tensors.Files;
using NetMl.Tensors.RandomNumbers;
using NetMl.Trees.Isolation;
using NetMl.Trees.Nodes;

namespace NetMl.Trees;

/// <summary>Finds odd rows without labels: the fewer random cuts part a row from the others, the odder it is.</summary>
/// <remarks>
/// Safe for use by several threads at once. Source: Liu, Ting, Zhou 2008, "Isolation forest". We differ as scikit-learn does: a feature in
/// which a node's rows are all alike is not drawn; and missing values, of which the paper does not speak, go to the child with more rows.
/// </remarks>
public sealed class IsolationForest
{
    // Apart from the streams of other random numbers with the same seed.
    private const uint FirstStream = 0x1F0;

    private readonly FlatTrees _trees;

    private IsolationForest(FlatTrees trees, int sample) => (_trees, Sample) = (trees, sample);

    /// <summary>Columns of a row.</summary>
    public int Features => _trees.Features;

    /// <summary>Rows that each tree has seen.</summary>
    public int Sample { get; }

    /// <summary>Grows a forest.</summary>
    /// <param name="values">[n, features] row-major, n ≥ 2; NaN = missing.</param>
    /// <param name="features">≥ 1.</param>
    /// <param name="settings">How the trees are grown.</param>
    /// <param name="cancellationToken">Looked at before each tree.</param>
    /// <remarks>O(trees · sample · log(sample)) and more where many features are alike in a node; memory 4n bytes beside the trees.</remarks>
    /// <exception cref="ArgumentException">The values are not rows, there are fewer than two, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IsolationForest Fit(ReadOnlySpan<float> values, int features, IsolationSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Trees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Sample, 2);
        var count = FlatTrees.RowsOf(values, features);
        if (count < 2)
            throw new ArgumentException($"An isolation forest needs two rows or more, not {count}.", nameof(values));
        var sample = Math.Min(settings.Sample, count);
        var (rows, columns) = (Numbers(count), Numbers(features));
        var (nodes, roots) = (new List<TreeNode>(), new int[settings.Trees]);
        for (var tree = 0; tree < settings.Trees; tree++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var draws = new SeededDraws(new RandomStream((ulong)settings.Seed, (ulong)tree, FirstStream));
            Draw(rows, sample, draws);
            roots[tree] = nodes.Count;
            new IsolationTree(values, rows.AsSpan(0, sample), columns, draws, nodes).Grow();
        }
        return new IsolationForest(new FlatTrees([.. nodes], roots, new int[roots.Length], features, 1), sample);
    }

    /// <summary>c(n): the depth at which a row of no particular kind would be alone among n rows.</summary>
    public static double MeanDepth(int rows) => IsolationTree.MeanDepth(rows);

    /// <summary>How odd each row is: 2 to the power of −(mean depth / c(sample)), with the depth c at which a row of no particular kind would be alone.</summary>
    /// <param name="values">[n, features] as in training.</param>
    /// <returns>[n], above 0 to 1; 0.5 = as any row, near 1 = odd.</returns>
    /// <remarks>O(n · trees · log(sample)).</remarks>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public float[] Scores(ReadOnlySpan<float> values)
    {
        var depths = new double[FlatTrees.RowsOf(values, Features)];
        _trees.AddTo(values, depths);
        var scale = _trees.Trees * IsolationTree.MeanDepth(Sample);
        return Array.ConvertAll(depths, depth => (float)Math.Pow(2, -depth / scale));
    }

    /// <summary>Adds the forest to a file under names that begin with a prefix: PREFIX.size [2] (features, sample) and those of the nodes.</summary>
    public void Write(SafetensorsWriter writer, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        writer.Add(prefix + ".size", [Features, Sample]);
        TreeTensors.Write(writer, prefix, _trees);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; everything is checked, so that scoring ends and stays within its rows.</summary>
    /// <exception cref="InvalidDataException">The file lacks a tensor, or its trees break a rule; the message says which.</exception>
    public static IsolationForest Read(SafetensorsFile file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var size = file.Tensor(prefix + ".size", 2).Int32();
        var trees = TreeTensors.Read(file, prefix, size[0], 1);
        if (size[1] < 2 || trees.Trees == 0)
            throw new InvalidDataException($"An isolation forest has at least one tree of two rows; '{prefix}' has {trees.Trees} of {size[1]}.");
        foreach (var node in trees.Nodes)
            if (node.Feature == TreeNode.LeafFeature && node.Value < 0)
                throw new InvalidDataException($"A leaf of '{prefix}' lies at the depth {node.Value}; depths are 0 or more.");
        return new IsolationForest(trees, size[1]);
    }

    // The first rows become an even draw; from tree to tree the others need not be put back in order.
    private static void Draw(int[] rows, int sample, SeededDraws draws)
    {
        for (var i = 0; i < sample; i++)
        {
            var other = i + draws.Below(rows.Length - i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }
    }

    private static int[] Numbers(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
            numbers[i] = i;
        return numbers;
    }
}
