namespace NetMl.Contracts.Graphs;

/// <summary>Answer to <c>GET /v1/graphs/{name}/brokers</c> and <c>/v1/datasets/{dataset}/brokers</c>, highest betweenness first.</summary>
/// <param name="Name">Of the graph or data set.</param>
/// <param name="Method">exact or sampled.</param>
/// <param name="ErrorBound">No betweenness is off by more, but for <paramref name="FailureChance"/>; 0 when exact.</param>
/// <param name="FailureChance">Chance that any is; 0 when exact.</param>
/// <param name="Total">Nodes, on all pages.</param>
public sealed record BrokersPage(string Name, string Method, double ErrorBound, double FailureChance, int Total, int Offset, IReadOnlyList<Broker> Brokers);

/// <summary>A node that lies between others.</summary>
/// <param name="Betweenness">Share of the shortest paths between others that lead through it, 0 to 1.</param>
/// <param name="Degree">Nodes that it is linked with, either way.</param>
/// <param name="Community">Its community, as <c>/communities</c> numbers them.</param>
/// <param name="Communities">Communities among its neighbours and itself.</param>
/// <param name="Joins">Communities of its neighbours other than its own, those with the most of them first, five at most.</param>
/// <param name="IsCutNode">Whether the graph falls apart without it.</param>
public sealed record Broker(string Node, double Betweenness, int Degree, int Community, int Communities, IReadOnlyList<int> Joins, bool IsCutNode);
