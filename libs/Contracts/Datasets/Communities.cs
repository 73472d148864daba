namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/communities</c>, largest first.</summary>
/// <param name="Modularity">Of the whole division, −0.5 to 1: how much more of the links lie inside communities than chance would put there.</param>
/// <param name="Total">Communities, on all pages.</param>
public sealed record CommunitiesPage(string Dataset, string Algorithm, double Modularity, int Total, int Offset, IReadOnlyList<CommunitySummary> Communities);

/// <summary>One community.</summary>
/// <param name="Id">Rank by size from 0; equal sizes by smallest address.</param>
/// <param name="FlowsWithin">Flows among its hosts.</param>
/// <param name="FlowsAcross">Flows with hosts of other communities.</param>
/// <param name="Leaders">Its hosts with the most neighbours, five at most.</param>
public sealed record CommunitySummary(int Id, int Hosts, long FlowsWithin, long FlowsAcross, IReadOnlyList<string> Leaders);

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/communities/{id}</c>: its members by address.</summary>
public sealed record CommunityMembers(string Dataset, CommunitySummary Community, int Offset, IReadOnlyList<string> Members);
