using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.LateralMovement;

/// <summary>That one host inside administers another.</summary>
/// <param name="Start">Start of the first connection that took place, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Uid">Its id; null = the log has none.</param>
internal sealed record AdministrationEdge(int Source, int Target, int Port, byte Protocol, Finding Finding, long Start, string? Uid)
    : Candidate(Source, Target, Port, Protocol, Finding);
