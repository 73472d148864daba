namespace NetMl.Behaviours.Detection;

/// <summary>What is known while flows keep coming.</summary>
/// <param name="Findings">Highest score first, then by id.</param>
/// <param name="Waiting">Series whose latest flows no detector has seen yet; 0 = the findings are those of all flows.</param>
public sealed record LiveFindings(IReadOnlyList<Finding> Findings, int Waiting);
