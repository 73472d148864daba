using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Scans;

namespace NetMl.Behaviours.Detection;

/// <summary>Thresholds of all detectors; what is not set is as by default.</summary>
public sealed record DetectorOptions
{
    /// <summary>What counts as a scan.</summary>
    public ScanOptions Scans { get; init; } = new();

    /// <summary>What counts as a beacon.</summary>
    public BeaconOptions Beacons { get; init; } = new();

    /// <summary>How the network around a finding changes its score.</summary>
    public AdjustmentOptions Adjustments { get; init; } = new();
}
