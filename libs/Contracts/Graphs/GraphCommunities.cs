namespace NetMl.Contracts.Graphs;

/// <summary>Answer to <c>GET /v1/graphs/{name}/communities</c>, largest first.</summary>
/// <param name="Algorithm">leiden or label-propagation.</param>
/// <param name="Resolution">γ of Leiden; 1 for label propagation, which has none.</param>
/// <param name="Modularity">Of the whole division with γ = 1, −0.5 to 1: how much more of the links lie inside communities than chance would put there.</param>
/// <param name="Agreement">With the labels of the nodes; null = fewer than two nodes have one.</param>
/// <param name="Total">Communities, on all pages.</param>
public sealed record GraphCommunitiesPage(
    string Graph, string Algorithm, double Resolution, double Modularity, LabelAgreement? Agreement, int Total, int Offset, IReadOnlyList<GraphCommunity> Communities);

/// <summary>How a division into communities agrees with the labels, over the nodes that have one.</summary>
/// <param name="NormalisedMutualInformation">0 to 1, normalised by the arithmetic mean of the entropies.</param>
/// <param name="AdjustedRandIndex">−0.5 to 1; about 0 by chance.</param>
public sealed record LabelAgreement(int Labelled, int Classes, double NormalisedMutualInformation, double AdjustedRandIndex);

/// <summary>One community of a graph.</summary>
/// <param name="Id">Rank by size from 0; equal sizes by first node.</param>
/// <param name="LinksWithin">Pairs of its nodes that are linked.</param>
/// <param name="LinksAcross">Links with nodes of other communities.</param>
/// <param name="Leaders">Its nodes with the most neighbours, five at most.</param>
/// <param name="Label">The label that most of its labelled nodes have; null = none has one.</param>
/// <param name="LabelShare">Share of its labelled nodes that have it.</param>
public sealed record GraphCommunity(int Id, int Nodes, long LinksWithin, long LinksAcross, IReadOnlyList<string> Leaders, string? Label = null, double? LabelShare = null);

/// <summary>Answer to <c>GET /v1/graphs/{name}/communities/{id}</c>: its members in the order of the upload.</summary>
public sealed record GraphCommunityMembers(string Graph, GraphCommunity Community, int Offset, IReadOnlyList<string> Members);
