using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Store;

/// <summary>A stored graph without the names of its nodes: n nodes in the order of the upload, m different edges, z feature values that are not zero.</summary>
/// <param name="Labels">[n]; null = none.</param>
/// <param name="Splits">[n].</param>
/// <param name="EdgeSource">[m].</param>
/// <param name="EdgeTarget">[m].</param>
/// <param name="FeatureOffsets">[n + 1]: where the values of each node begin.</param>
/// <param name="FeatureIndex">[z].</param>
/// <param name="FeatureValue">[z].</param>
public sealed record StoredGraph(
    GraphInfo Info, IReadOnlyList<string?> Labels, IReadOnlyList<NodeSplit> Splits, int[] EdgeSource, int[] EdgeTarget,
    int[] FeatureOffsets, int[] FeatureIndex, float[] FeatureValue);
