namespace NetMl.Contracts.Graphs;

/// <summary>What a stored graph holds.</summary>
/// <param name="Edges">Different edges; repeated ones count once, their weights added up.</param>
/// <param name="SelfLoops">Edges from a node to itself, among <paramref name="Edges"/>.</param>
/// <param name="Features">Numbers that each node has, zeros included.</param>
/// <param name="FeatureNames">Their names; empty when they only have numbers.</param>
/// <param name="Classes">Nodes by label, most first; unlabelled ones are left out.</param>
/// <param name="Splits">Nodes by part of the learning task: train, val, test; others are left out.</param>
/// <param name="LeftOut">Attributes of nodes that were not kept, being neither numbers nor label or split.</param>
/// <param name="Version">Changes with the content; the ETag.</param>
/// <param name="Times">When its edges were there; null = not known.</param>
public sealed record GraphInfo(
    string Name, bool Directed, int Nodes, long Edges, long SelfLoops, int Components, int Features, IReadOnlyList<string> FeatureNames,
    IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Splits, IReadOnlyList<string> LeftOut, string Version,
    GraphTimes? Times = null);

/// <summary>When the edges of a graph were there.</summary>
/// <param name="Rows">Edge rows with a time, repeats counted.</param>
public sealed record GraphTimes(long Rows, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Answer to <c>GET /v1/graphs/{name}/nodes</c>, in the order of the upload.</summary>
/// <param name="Total">Nodes that match, on all pages.</param>
public sealed record GraphNodesPage(string Graph, int Total, int Offset, IReadOnlyList<GraphNode> Nodes);

/// <summary>One node.</summary>
/// <param name="Split">train, val, test or none.</param>
/// <param name="FeatureIndices">Features that are not zero, ascending.</param>
/// <param name="FeatureValues">Their values.</param>
public sealed record GraphNode(string Id, string? Label, string Split, IReadOnlyList<int> FeatureIndices, IReadOnlyList<float> FeatureValues);

/// <summary>Answer to <c>GET /v1/graphs/{name}/edges</c>, by source and then target in the order of nodes; an undirected edge comes once.</summary>
public sealed record GraphEdgesPage(string Graph, long Total, int Offset, IReadOnlyList<GraphEdge> Edges);

/// <summary>One edge.</summary>
public sealed record GraphEdge(string Source, string Target, double Weight);
