namespace NetMl.Federation.SecureAggregation;

/// <summary>The terms of one secure sum, equal for all its sites.</summary>
/// <param name="Sites">Cohort in ring order, distinct.</param>
/// <param name="Neighbours">k: sites with whom each shares keys, itself included; Sites.Count = everybody.</param>
/// <param name="Threshold">t of k answers open a mask; above k/2.</param>
/// <param name="RingBits">Sums are taken modulo 2^RingBits, 1 to 32.</param>
/// <param name="Length">Elements of a vector.</param>
/// <param name="Federation">With run, round and attempt: the slot that every key, mask and signature is bound to.</param>
public sealed record SecureSumSettings(
    IReadOnlyList<string> Sites, int Neighbours, int Threshold, int RingBits, int Length, string Federation, string Run, int Round, int Attempt);
