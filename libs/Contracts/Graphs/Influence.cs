namespace NetMl.Contracts.Graphs;

/// <summary>Answer to <c>GET /v1/graphs/{name}/influence</c> and <c>/v1/datasets/{dataset}/influence</c>.</summary>
/// <param name="Name">Of the graph or data set.</param>
/// <param name="Seeds">Those that were asked for, or those chosen greedily for the widest cascade, in that order.</param>
/// <param name="Cascade">What starts at all of them together.</param>
/// <param name="Total">Nodes that are not seeds and that a walk from them can reach, on all pages.</param>
/// <param name="Nodes">By personalised PageRank from the seeds, highest first.</param>
public sealed record InfluencePage(string Name, IReadOnlyList<InfluenceSeed> Seeds, CascadeEstimate Cascade, int Total, int Offset, IReadOnlyList<InfluencedNode> Nodes);

/// <summary>Where something starts.</summary>
/// <param name="Gain">Nodes that it adds to the cascade of the seeds before it, in the runs that chose it; null = it was asked for.</param>
/// <param name="Degree">Nodes that it is linked with, either way.</param>
/// <param name="ReachedInTime">Nodes that it reaches along edges in the order of time, itself among them; null = edges have no times.</param>
public sealed record InfluenceSeed(string Node, double? Gain, int Degree, int? ReachedInTime = null);

/// <summary>An independent cascade: who has it passes it on once over each edge, with the same chance.</summary>
/// <param name="Probability">That chance.</param>
/// <param name="Runs">How often it was played, with other lots than those that chose the seeds.</param>
/// <param name="Spread">Nodes reached in the mean, the seeds among them.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="InTime">The same in the order of time; null = edges have no times.</param>
public sealed record CascadeEstimate(double Probability, int Runs, long Seed, double Spread, double StandardError, TimedCascadeEstimate? InTime = null);

/// <summary>A cascade in which each contact passes on only what its sender has by then; repeated contacts try again.</summary>
/// <param name="Reachable">Nodes that the seeds reach if every contact passes on, they among them.</param>
/// <param name="Spread">Nodes reached in the mean with the cascade's probability per contact.</param>
/// <param name="StandardError">Of that mean.</param>
public sealed record TimedCascadeEstimate(int Reachable, double Spread, double StandardError);

/// <summary>A node near the seeds.</summary>
/// <param name="Rank">Chance that a walker who keeps returning to the seeds stands on it.</param>
public sealed record InfluencedNode(string Node, double Rank);
