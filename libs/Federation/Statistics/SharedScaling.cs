using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Statistics;

/// <summary>What the sites agree on before training: standardisation and class weights, made from sums alone.</summary>
/// <remarks>Two rounds. means: mean of each node and flow feature, and the share of each class. spreads: mean squared distance from the shared mean, scaled into range.</remarks>
/// <param name="ClassShares">[classes]: share of the labelled training items.</param>
public sealed record SharedScaling(Standardisation Nodes, Standardisation Flows, float[] ClassShares)
{
    /// <summary>Elements of the means vector: node features ‖ flow features ‖ classes.</summary>
    public static int MeansLength(int nodeFeatures, int flowFeatures, int classes) => nodeFeatures + flowFeatures + classes;

    /// <summary>Elements of the spreads vector: node features ‖ flow features.</summary>
    public static int SpreadsLength(int nodeFeatures, int flowFeatures) => nodeFeatures + flowFeatures;

    /// <summary>A site's means, scaled into ±range.</summary>
    public static double[] Means(GraphSample graph, ReadOnlySpan<int> labels, int classes, double range) => throw new NotImplementedException();

    /// <summary>A site's spreads around the shared means, scaled into ±range.</summary>
    /// <param name="sharedMeans">As summed: the weighted mean of the sites' <see cref="Means"/>.</param>
    public static double[] Spreads(GraphSample graph, ReadOnlySpan<double> sharedMeans, double range) => throw new NotImplementedException();

    /// <summary>From both sums.</summary>
    public static SharedScaling Create(ReadOnlySpan<double> sharedMeans, ReadOnlySpan<double> sharedSpreads, int nodeFeatures, int flowFeatures, int classes, double range) =>
        throw new NotImplementedException();

    public byte[] Encode() => throw new NotImplementedException();

    /// <exception cref="InvalidDataException">Torn or not finite.</exception>
    public static SharedScaling Decode(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
