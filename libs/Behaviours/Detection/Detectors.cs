using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Scans;

namespace NetMl.Behaviours.Detection;

/// <summary>All detectors.</summary>
public static class Detectors
{
    /// <summary>One of each, with their thresholds.</summary>
    public static IReadOnlyList<IDetector> All(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new AddressScan(options.Scans),
            new PortScan(options.Scans),
            new BeaconDetector(options.Beacons),
        ];
    }
}
