using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Parts;

/// <summary>One part of a graph: the items that it answers for, and as much of the graph around them as their embeddings need.</summary>
/// <param name="Graph">Owned items and halo, in the order of the whole graph, renumbered from 0.</param>
/// <param name="Owned">Indices in <paramref name="Graph"/> of the owned items (flows or nodes), ascending.</param>
/// <param name="Rows">The same items' indices in the whole graph.</param>
/// <param name="Labels">Class of each owned item; empty for a task without classes.</param>
/// <param name="Weights">How much each owned item counts in the loss, ≥ 0; empty = 1 each.</param>
public sealed record GraphPart(GraphSample Graph, ReadOnlyMemory<int> Owned, ReadOnlyMemory<int> Rows, ReadOnlyMemory<int> Labels, ReadOnlyMemory<float> Weights = default);
