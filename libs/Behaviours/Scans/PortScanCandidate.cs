using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>One scanned host, with what a block scan needs of it.</summary>
internal sealed record PortScanCandidate(int Source, int Target, byte Protocol, Finding Finding, int Ports, int Bursts, int Attempts, bool IsSlow)
    : Candidate(Source, Target, -1, Protocol, Finding);
