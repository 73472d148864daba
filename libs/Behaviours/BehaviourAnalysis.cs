using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Scans;

namespace NetMl.Behaviours;

/// <summary>Runs a set of detectors over the same connections.</summary>
public sealed class BehaviourAnalysis(IReadOnlyList<IBehaviourDetector> detectors)
{
    /// <summary>All detectors with the given options.</summary>
    public static BehaviourAnalysis Create(ScanOptions scans, BeaconOptions beacons) =>
        new([new AddressScan(scans), new PortScan(scans), new BeaconDetector(beacons)]);

    /// <summary>All findings, highest score first, then by id.</summary>
    /// <remarks>O(m log m) for m connections.</remarks>
    public IReadOnlyList<Finding> Run(ConnectionTable connections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var findings = new List<Finding>();
        foreach (var detector in detectors)
            findings.AddRange(detector.Detect(connections, cancellationToken));
        return [.. findings.OrderByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
    }
}
