using NetMl.Contracts.Graphs;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Store;

/// <summary>Who is linked with whom in a stored graph: n nodes in the order of the upload, m different edges.</summary>
/// <param name="Ids">[n].</param>
/// <param name="Labels">[n]; null = none.</param>
/// <param name="EdgeSource">[m]; an undirected edge stands once.</param>
/// <param name="EdgeTarget">[m].</param>
/// <param name="Times">Edge rows that have a time, in seconds since 1970, repeats kept; null = none has.</param>
public sealed record StoredLinks(
    GraphInfo Info, IReadOnlyList<string> Ids, IReadOnlyList<string?> Labels, int[] EdgeSource, int[] EdgeTarget, TimedEdges? Times);
