namespace NetMl.Contracts.Datasets;

/// <summary>Why the score of a finding is not what its flows alone give.</summary>
/// <param name="Reason">What a person would say: "14 of 20 hosts call it".</param>
/// <param name="Points">Were added to the score; below 0 lowers it.</param>
public sealed record FindingAdjustment(string Reason, double Points);
