namespace NetMl.GraphFeature.Store;

/// <summary>What an analysis was made of. Findings of something else than what is stored now are not to be stored.</summary>
/// <param name="Batch">Id of a batch that it saw, which no data set has that was deleted and made again.</param>
/// <param name="AllowList">The text that said what is harmless; null = there was none.</param>
public sealed record FindingBasis(long Batch, string? AllowList);
