using NetMl.Features.Descriptions;

namespace NetMl.Features.Hosts;

/// <summary>All host features, in the order of their columns.</summary>
public static class HostFeatureTable
{
    /// <summary>
    /// What models learn from, and the first columns of every table. Cheap in windows of a few hundred flows, and free of the clock and of the
    /// size of the rest of the graph (docs/adr/0008). Appending is safe; changing the order changes every model.
    /// </summary>
    public static IReadOnlyList<Feature<HostView>> Model { get; } = [.. HostTopologyFeatures.Model, .. HostTrafficFeatures.Model];

    /// <summary>What analysts see and exports hold.</summary>
    public static IReadOnlyList<Feature<HostView>> All { get; } = [.. Model, .. HostTopologyFeatures.Analyst, .. HostTrafficFeatures.Analyst];
}
