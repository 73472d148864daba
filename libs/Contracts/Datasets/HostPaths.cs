namespace NetMl.Contracts.Datasets;

/// <summary>Answer to <c>GET /v1/datasets/{dataset}/paths</c>, fewest hops first; no path = an empty list.</summary>
/// <param name="Order">hops, or time: each flow starts at or after the one before it.</param>
public sealed record HostPaths(string Dataset, string Source, string Target, string Order, IReadOnlyList<HostPath> Paths);

/// <summary>One path.</summary>
/// <param name="Hosts">Addresses from source to target.</param>
/// <param name="Times">Only in order of time: when the flow of each hop started.</param>
public sealed record HostPath(IReadOnlyList<string> Hosts, IReadOnlyList<DateTimeOffset>? Times = null);
