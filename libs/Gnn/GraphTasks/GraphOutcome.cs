using NetMl.Gnn.Training;

namespace NetMl.Gnn.GraphTasks;

/// <summary>What a whole training gave.</summary>
/// <param name="Weights">Flat, in the order of the network's layout: those of the best validation.</param>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch of the weights; 0 when nothing was validated and they are the last one's.</param>
/// <param name="Validation">Of the weights; null where nothing was validated.</param>
/// <param name="ValidationOutputs">[validation items, outputs] row-major: logits, or what the network answers without classes.</param>
/// <param name="TestOutputs">[test items, outputs], likewise.</param>
public sealed record GraphOutcome(float[] Weights, int Epochs, int BestEpoch, ValidationScore? Validation, float[] ValidationOutputs, float[] TestOutputs);
