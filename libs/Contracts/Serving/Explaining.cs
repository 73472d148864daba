namespace NetMl.Contracts.Serving;

/// <summary>Body of <c>POST /v1/models/{model}/explain</c>: a flow or a host of a data set, or a node of an imported graph.</summary>
/// <param name="Dataset">With <paramref name="Flow"/> or <paramref name="Host"/>.</param>
/// <param name="Flow">Uid of the flow.</param>
/// <param name="Host">Address.</param>
/// <param name="Graph">With <paramref name="Node"/>.</param>
/// <param name="Node">Name of the node in the graph.</param>
/// <param name="From">Only flows that start from here on are looked at, and windows are counted from the first of them; null = all.</param>
/// <param name="To">Only flows that start before are looked at; null = all.</param>
public sealed record ExplainRequest(
    string? Dataset = null, string? Flow = null, string? Host = null, string? Graph = null, string? Node = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Why a model answers what it answers; docs/explain.md says how to read it.</summary>
/// <param name="Item">What was asked about, in words.</param>
/// <param name="Class">The most probable class; null for anomaly models.</param>
/// <param name="Probability">Of that class, or the anomaly score.</param>
/// <param name="Classes">All classes, most probable first; empty for anomaly models.</param>
/// <param name="Sentence">The reasons for people.</param>
/// <param name="Features">What counts most, by the size of its contribution.</param>
/// <param name="Edges">The heaviest edges around the item, heaviest first, and the item itself when it is a flow.</param>
/// <param name="Nodes">The ends of the edges, with places to draw them at.</param>
/// <param name="Fidelity">How far to trust the edges; null where none were weighed.</param>
/// <param name="Method">How edges were weighed: mask, occlusion or none.</param>
/// <param name="EdgesSeen">Edges that were weighed.</param>
/// <param name="EdgesLeftOut">Edges that count and were not weighed, because there are too many.</param>
/// <param name="Score">Of boosted trees, whose contributions are shares of it; else null.</param>
public sealed record ExplainResponse(
    string Model, int Version, string Task, string Replica, string Item, string? Class, double Probability, IReadOnlyList<ClassProbability> Classes, string Sentence,
    IReadOnlyList<FeatureReason> Features, IReadOnlyList<EdgeReason> Edges, IReadOnlyList<DrawnNode> Nodes, ExplanationFidelity? Fidelity,
    string Method, int EdgesSeen, int EdgesLeftOut, ExplanationScore? Score = null);

/// <summary>One class of an answer.</summary>
public sealed record ClassProbability(string Class, double Probability);

/// <summary>What one feature says.</summary>
/// <param name="Of">Whose feature: flow, source, target, host or node; opened or answered: the mean of the flows that a host opened or answered.</param>
/// <param name="Name">As docs/features.md calls it.</param>
/// <param name="Value">With its unit.</param>
/// <param name="Words">What it means.</param>
/// <param name="Contribution">For classes: probability that it adds (or takes, below 0) against a value as in the mean of the training data; of boosted trees what it adds to the score. 0 for anomalies, whose reasons stand in their words.</param>
public sealed record FeatureReason(string Of, string Name, string Value, string Words, double Contribution);

/// <summary>One edge of an explanation: a flow, flows of one pair, or an edge of a graph.</summary>
/// <param name="Weight">0 to 1: how much the answer hangs on it.</param>
/// <param name="IsItem">It is the flow that is explained.</param>
/// <param name="Uid">Of a flow, if its log gave one.</param>
/// <param name="Bytes">Payload of both sides; null when unknown.</param>
public sealed record EdgeReason(
    string Source, string Target, double Weight, bool IsItem, string? Uid = null, DateTimeOffset? Start = null, int? TargetPort = null, string? Protocol = null, long? Bytes = null);

/// <summary>A node of a drawing.</summary>
/// <param name="X">0 (left) to 1.</param>
/// <param name="Y">0 (top) to 1.</param>
/// <param name="IsItem">It is the node that is explained, or an end of the flow.</param>
public sealed record DrawnNode(string Name, double X, double Y, bool IsItem);

/// <summary>What boosted trees say before it becomes a probability: the log-odds of the class against the next probable one, their difference of scores.</summary>
/// <param name="Mean">Over the training rows.</param>
/// <param name="Item">Of the item; the contributions of all features add up to the difference.</param>
/// <param name="Against">The next probable class.</param>
public sealed record ExplanationScore(double Mean, double Item, string Against);

/// <summary>What becomes of the probability of the class when things are changed.</summary>
/// <param name="Whole">As it is, on the edges that were weighed.</param>
/// <param name="OnlyTheseEdges">When only the listed edges exist: near the whole = they suffice.</param>
/// <param name="WithoutTheseEdges">When the listed edges do not exist: far below = they are needed.</param>
/// <param name="MeanFeatures">When the item's own features are the mean ones: far below = its features are needed.</param>
public sealed record ExplanationFidelity(double Whole, double OnlyTheseEdges, double WithoutTheseEdges, double MeanFeatures);
