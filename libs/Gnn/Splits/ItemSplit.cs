namespace NetMl.Gnn.Splits;

/// <summary>Which items are learnt from, chosen by and tested on: indices, ascending, each labelled item in one list at most.</summary>
/// <param name="Train">Learnt from.</param>
/// <param name="Validation">Not learnt from, but the best epoch, settings and thresholds are chosen by them; may be empty.</param>
/// <param name="Test">Neither; may be empty where the test part is a graph of its own.</param>
public sealed record ItemSplit(int[] Train, int[] Validation, int[] Test);
