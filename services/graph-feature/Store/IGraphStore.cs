using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Store;

/// <summary>Keeps graphs that were uploaded as such. All members throw <see cref="StoreFullException"/> when the disk takes no more.</summary>
public interface IGraphStore
{
    /// <summary>Stores a graph whole or not at all, in place of one of the same name.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> PutGraphAsync(GraphInfo info, LabelledGraph graph, CancellationToken cancellationToken);

    /// <summary>All graphs, in ordinal order of their names.</summary>
    Task<IReadOnlyList<GraphInfo>> ListGraphsAsync(CancellationToken cancellationToken);

    /// <summary>One graph; null = never stored.</summary>
    Task<GraphInfo?> FindGraphAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes a graph; false = there was none.</summary>
    Task<bool> DeleteGraphAsync(string name, CancellationToken cancellationToken);

    /// <summary>A page of the nodes of a graph, in the order of the upload.</summary>
    /// <param name="label">Only nodes of this class; null = all.</param>
    /// <param name="split">Only nodes of this part; null = all.</param>
    Task<GraphNodesPage> ListNodesAsync(string name, string? label, string? split, int offset, int top, CancellationToken cancellationToken);

    /// <summary>A page of the edges of a graph, by source and then target.</summary>
    Task<IReadOnlyList<GraphEdge>> ListEdgesAsync(string name, int offset, int top, CancellationToken cancellationToken);

    /// <summary>A whole graph, all of one version; null = there is none, or it would take more than <paramref name="mostBytes"/>.</summary>
    Task<StoredGraph?> ReadGraphAsync(string name, long mostBytes, CancellationToken cancellationToken);

    /// <summary>The links of a graph, all of one version; null = there is none.</summary>
    Task<StoredLinks?> ReadLinksAsync(string name, CancellationToken cancellationToken);
}
