using NetMl.Gnn.Training;

namespace NetMl.Gnn.NodeClassification;

/// <summary>What a training of a node classifier gave.</summary>
/// <param name="Weights">Flat, in the order of the network's layout: those of the best validation.</param>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch of the weights; 0 when nothing was validated and they are the last one's.</param>
/// <param name="Validation">Of the weights; null without validation nodes.</param>
/// <param name="Test">Of the weights; null without test nodes.</param>
/// <param name="Predicted">[n]: the likeliest class of each node.</param>
public sealed record NodeOutcome(float[] Weights, int Epochs, int BestEpoch, ValidationScore? Validation, ValidationScore? Test, int[] Predicted);
