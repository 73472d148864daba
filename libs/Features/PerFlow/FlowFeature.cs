namespace NetMl.Features.PerFlow;

/// <summary>One flow and how long ago, within its window, its source and its pair of hosts were seen before.</summary>
public readonly record struct FlowView(FlowTable Flows, int Flow, FlowGap Gap);

/// <summary>A column: what it is called and what it means. Never an address.</summary>
/// <param name="Unit">"log" = natural logarithm of 1 + the amount, "share" = 0 to 1, "0/1" = an indicator.</param>
public sealed record FlowFeature(string Name, string Unit, string Meaning);

/// <summary>Writes the columns of one group for one flow.</summary>
/// <param name="values">As many as the group has columns; all 0 beforehand.</param>
public delegate void FlowFeatureWriter(in FlowView flow, Span<float> values);

/// <summary>Columns that are computed together.</summary>
public sealed record FlowFeatureGroup(IReadOnlyList<FlowFeature> Columns, FlowFeatureWriter Write);
