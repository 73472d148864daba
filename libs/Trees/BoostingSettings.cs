namespace NetMl.Trees;

/// <summary>How boosted trees are grown; the defaults are what practitioners start from.</summary>
/// <param name="Iterations">Rounds, ≥ 1: one tree each with two classes, else one a class.</param>
/// <param name="LearningRate">Share of a tree's answer that counts, above 0.</param>
/// <param name="MaxLeaves">Leaves of a tree, ≥ 2.</param>
/// <param name="MinLeafRows">Rows in a leaf, ≥ 1, whatever they weigh.</param>
/// <param name="L2">Penalty on leaf values, ≥ 0.</param>
/// <param name="MaxBins">Bins of a column, 2–255; missing values have one more.</param>
/// <param name="Patience">Rounds without a smaller loss on the validation rows after which growing ends; 0 = learn from all rows and grow all rounds.</param>
/// <param name="ValidationShare">Share of each class's rows that are held back when <paramref name="Patience"/> is above 0; above 0, below 1.</param>
/// <param name="Seed">Draws the validation rows; nothing else is left to chance.</param>
/// <param name="MaxStep">
/// Most that a leaf may answer before the learning rate, above 0; infinity = any. Leaves that mix a rare class with rows that are sure of theirs
/// would answer in the hundreds and upset what was learnt; 10 leaves tables of even classes as they are.
/// </param>
public sealed record BoostingSettings(
    int Iterations = 100, double LearningRate = 0.1, int MaxLeaves = 31, int MinLeafRows = 20, double L2 = 0, int MaxBins = 255, int Patience = 0,
    double ValidationShare = 0.1, int Seed = 1, double MaxStep = 10)
{
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinLeafRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBins, 255);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        Require(LearningRate > 0 && double.IsFinite(LearningRate), LearningRate, nameof(LearningRate), "above 0");
        Require(MaxStep > 0, MaxStep, nameof(MaxStep), "above 0");
        Require(L2 >= 0 && double.IsFinite(L2), L2, nameof(L2), "0 or more");
        Require(ValidationShare is > 0 and < 1, ValidationShare, nameof(ValidationShare), "above 0 and below 1");
    }

    private static void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
