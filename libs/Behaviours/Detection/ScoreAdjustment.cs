namespace NetMl.Behaviours.Detection;

/// <summary>Why a score is not what the flows alone give.</summary>
/// <param name="Reason">What a person would say: "14 of 20 hosts call this target".</param>
/// <param name="Points">Added to the score; below 0 lowers it.</param>
public sealed record ScoreAdjustment(string Reason, double Points);
