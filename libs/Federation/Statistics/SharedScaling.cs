using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Statistics;

/// <summary>What the sites agree on before training: standardisation and class weights, made from sums alone.</summary>
/// <remarks>
/// Two rounds. means: mean of each node and flow feature, and the share of each class. spreads: mean squared distance from the shared mean.
/// A site's weight w counts its items; its rows are nodes and flows. It therefore multiplies by its rows per item and sends these too, so that Σ w·rows/item·mean / Σ w·rows/item is the mean over all rows of
/// all sites (for up to <see cref="MostRowsPerItem"/> rows per item; above, a site counts as if it had that many). Both rounds must use as many bits as fit: 8-bit levels are too coarse for rare features.
/// Bounds: a feature's mean within ±<see cref="MostMean"/> (tensors hold shares and log(1 + x), at most 44), its spread within <see cref="MostSpread"/> of its mean, see there.
/// </remarks>
/// <param name="ClassShares">[classes]: share of the labelled training items.</param>
public sealed record SharedScaling(Standardisation Nodes, Standardisation Flows, float[] ClassShares)
{
    public const double MostMean = 64;
    public const double MostRowsPerItem = 4;

    /// <summary>A spread smaller than this share of max(1, |mean|), squared, is sent as exactly 0: rounding of the shared mean, not variation.</summary>
    private const double SmallestDeviation = 1e-4;

    /// <summary>Elements of the means vector: node features ‖ flow features ‖ classes ‖ nodes per item ‖ flows per item.</summary>
    public static int MeansLength(int nodeFeatures, int flowFeatures, int classes) => nodeFeatures + flowFeatures + classes + 2;

    /// <summary>Elements of the spreads vector: node features ‖ flow features ‖ nodes per item ‖ flows per item.</summary>
    public static int SpreadsLength(int nodeFeatures, int flowFeatures) => nodeFeatures + flowFeatures + 2;

    /// <summary>[classes]: weight ∝ 1/√share, scaled so that the mean weight of a labelled item is 1; 0 for a class without items. As <see cref="Gnn.FlowClassification.ClassWeights"/> gives for pooled labels.</summary>
    public float[] ClassWeights()
    {
        var weighted = ClassShares.Sum(share => Math.Sqrt(share));
        return Array.ConvertAll(ClassShares, share => share <= 0 ? 0f : (float)(1 / (weighted * Math.Sqrt(share))));
    }

    /// <summary>A site's means, scaled into ±range.</summary>
    /// <param name="labels">[flows]: class, below 0 = none; empty when there are no classes.</param>
    /// <exception cref="InvalidDataException">A feature is not a finite number.</exception>
    public static double[] Means(GraphSample graph, ReadOnlySpan<int> labels, int classes, double range)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var means = new double[MeansLength(graph.NodeFeatureCount, graph.FlowFeatureCount, classes)];
        var labelled = 0;
        var shares = means.AsSpan(graph.NodeFeatureCount + graph.FlowFeatureCount, classes);
        foreach (var label in labels)
            if (label >= 0 && label < classes)
            {
                shares[label]++;
                labelled++;
            }
        for (var c = 0; c < classes; c++)
            shares[c] *= range / Math.Max(1, labelled);

        var (nodes, flows) = RowsPerItem(graph, classes == 0 ? graph.Nodes : labelled);
        RowMeans(graph.NodeFeatures.Span, means.AsSpan(0, graph.NodeFeatureCount), default, nodes * range / (MostRowsPerItem * MostMean));
        RowMeans(graph.FlowFeatures.Span, means.AsSpan(graph.NodeFeatureCount, graph.FlowFeatureCount), default, flows * range / (MostRowsPerItem * MostMean));
        (means[^2], means[^1]) = (nodes * range / MostRowsPerItem, flows * range / MostRowsPerItem);
        return means;
    }

    /// <summary>A site's spreads around the shared means, scaled into ±range.</summary>
    /// <param name="sharedMeans">As summed: the weighted mean of the sites' <see cref="Means"/>.</param>
    /// <param name="items">What the site's weight counts: labelled training flows, or hosts.</param>
    /// <exception cref="InvalidDataException">A feature is not a finite number.</exception>
    public static double[] Spreads(GraphSample graph, int items, ReadOnlySpan<double> sharedMeans, double range)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (nodeMeans, flowMeans) = ReadMeans(sharedMeans, graph.NodeFeatureCount, graph.FlowFeatureCount);
        var spreads = new double[SpreadsLength(graph.NodeFeatureCount, graph.FlowFeatureCount)];
        var (nodes, flows) = RowsPerItem(graph, items);
        RowMeans(graph.NodeFeatures.Span, spreads.AsSpan(0, graph.NodeFeatureCount), nodeMeans, nodes * range / MostRowsPerItem);
        RowMeans(graph.FlowFeatures.Span, spreads.AsSpan(graph.NodeFeatureCount, graph.FlowFeatureCount), flowMeans, flows * range / MostRowsPerItem);
        (spreads[^2], spreads[^1]) = (nodes * range / MostRowsPerItem, flows * range / MostRowsPerItem);
        return spreads;
    }

    /// <summary>From both sums; the range cancels.</summary>
    /// <param name="sharedSpreads">As summed: the weighted mean of the sites' <see cref="Spreads"/>.</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public static SharedScaling Create(ReadOnlySpan<double> sharedMeans, ReadOnlySpan<double> sharedSpreads, int nodeFeatures, int flowFeatures, int classes)
    {
        if (sharedMeans.Length != MeansLength(nodeFeatures, flowFeatures, classes) || sharedSpreads.Length != SpreadsLength(nodeFeatures, flowFeatures))
            throw new ArgumentException($"{sharedMeans.Length} means and {sharedSpreads.Length} spreads do not belong to {nodeFeatures} node features, {flowFeatures} flow features and {classes} classes.");
        var (nodeMeans, flowMeans) = ReadMeans(sharedMeans, nodeFeatures, flowFeatures);
        var shares = sharedMeans.Slice(nodeFeatures + flowFeatures, classes).ToArray();
        var all = shares.Sum(share => Math.Max(0, share));
        return new SharedScaling(
            Scale(nodeMeans, sharedSpreads[..nodeFeatures], sharedSpreads[^2]),
            Scale(flowMeans, sharedSpreads.Slice(nodeFeatures, flowFeatures), sharedSpreads[^1]),
            Array.ConvertAll(shares, share => all <= 0 ? 0f : (float)(Math.Max(0, share) / all)));
    }

    /// <summary>Scaling that looks at nobody's data, so it costs no privacy: log features by mean 5 and spread 5, others as they are, classes alike. For private federations whose few sites would drown in noise.</summary>
    /// <param name="nodeFeatures">Names as in learning tensors.</param>
    public static SharedScaling WithoutData(IReadOnlyList<string> nodeFeatures, IReadOnlyList<string> flowFeatures, int classes)
    {
        static Standardisation Of(IReadOnlyList<string> names)
        {
            float[] mean = [.. names.Select(name => IsLog(name) ? 5f : 0f)];
            return new Standardisation(mean, (float[])[.. names.Select(name => IsLog(name) ? 5f : 1f)]);
        }
        static bool IsLog(string name) => name.StartsWith("log1p(", StringComparison.Ordinal);
        return new SharedScaling(Of(nodeFeatures), Of(flowFeatures), Enumerable.Repeat(1f / Math.Max(1, classes), classes).ToArray());
    }

    public byte[] Encode() => SharedScalingBytes.Encode(this);

    /// <exception cref="InvalidDataException">Torn or not finite.</exception>
    public static SharedScaling Decode(ReadOnlyMemory<byte> bytes) => SharedScalingBytes.Decode(bytes.Span);

    /// <summary>Largest mean squared distance that can be sent, known from the shared mean: 1024 for means from 1, less for small ones (rare indicators, whose spread is about their mean), 16 at least.</summary>
    internal static double MostSpread(double mean) => 1024 * Math.Clamp(Math.Abs(mean), 1.0 / 64, 1);

    private static (double Nodes, double Flows) RowsPerItem(GraphSample graph, int items) =>
        (Math.Min(MostRowsPerItem, graph.Nodes / Math.Max(1.0, items)), Math.Min(MostRowsPerItem, graph.Flows / Math.Max(1.0, items)));

    /// <summary>factor · mean over the rows of the value, or where centres are given of its squared distance from its centre over the largest that can be sent.</summary>
    private static void RowMeans(ReadOnlySpan<float> values, Span<double> means, double[]? centres, double factor)
    {
        for (var at = 0; at < values.Length; at += means.Length)
            for (var f = 0; f < means.Length; f++)
            {
                if (!float.IsFinite(values[at + f]))
                    throw new InvalidDataException($"Feature {f} of row {at / means.Length} is {values[at + f]}, not a finite number.");
                var distance = values[at + f] - (centres?[f] ?? 0);
                means[f] += centres is null ? distance : distance * distance;
            }
        var rows = means.Length == 0 ? 0 : Math.Max(1, values.Length / means.Length);
        for (var f = 0; f < means.Length; f++)
        {
            var mean = means[f] / rows;
            if (centres is not null)
                mean = mean <= Math.Pow(SmallestDeviation * Math.Max(1, Math.Abs(centres[f])), 2) ? 0 : mean / MostSpread(centres[f]);
            means[f] = mean * factor;
        }
    }

    /// <summary>The ratio of both sums needs no range: it cancels.</summary>
    private static (double[] Nodes, double[] Flows) ReadMeans(ReadOnlySpan<double> sharedMeans, int nodeFeatures, int flowFeatures)
    {
        static double[] Read(ReadOnlySpan<double> sums, double rows)
        {
            var means = new double[sums.Length];
            for (var f = 0; f < sums.Length; f++)
                means[f] = rows > 0 ? Math.Clamp(sums[f] * MostMean / rows, -MostMean, MostMean) : 0;
            return means;
        }
        return (Read(sharedMeans[..nodeFeatures], sharedMeans[^2]), Read(sharedMeans.Slice(nodeFeatures, flowFeatures), sharedMeans[^1]));
    }

    private static Standardisation Scale(double[] means, ReadOnlySpan<double> spreads, double rows)
    {
        var scale = new float[means.Length];
        for (var f = 0; f < scale.Length; f++)
        {
            var deviation = rows > 0 ? Math.Sqrt(Math.Max(0, spreads[f] / rows * MostSpread(means[f]))) : 0;
            scale[f] = deviation > 1e-6 * Math.Max(1, Math.Abs(means[f])) ? (float)deviation : 1;
        }
        return new Standardisation(Array.ConvertAll(means, mean => (float)mean), scale);
    }
}
