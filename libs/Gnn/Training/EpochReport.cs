namespace NetMl.Gnn.Training;

/// <summary>How an epoch went.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Validation">Null when this epoch was not validated.</param>
/// <param name="IsBest">The validation was better than every one before it.</param>
public readonly record struct EpochReport(int Epoch, double Loss, ValidationScore? Validation, bool IsBest);
