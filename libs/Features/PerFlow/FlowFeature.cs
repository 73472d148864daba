namespace NetMl.Features.PerFlow;

/// <summary>One flow and how long ago, within its window, its source and its pair of hosts were seen before.</summary>
public readonly record struct FlowView(FlowTable Flows, int Flow, FlowGap Gap);

/// <summary>A feature of a flow: what it is called, what it means, and how it is computed. Never an address.</summary>
/// <param name="Unit">Unit of <paramref name="Value"/>: "log" = natural logarithm of 1 + the amount, "0/1" = an indicator.</param>
public sealed record FlowFeature(string Name, string Unit, string Meaning, Func<FlowView, float> Value);
