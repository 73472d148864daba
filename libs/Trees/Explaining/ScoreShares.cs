namespace NetMl.Trees.Explaining;

/// <summary>How a row's score comes about.</summary>
/// <param name="Mean">The mean score of the training rows, each counted once whatever it weighs.</param>
/// <param name="Score">Of the row, before softmax or the logistic function.</param>
/// <param name="Shares">[features]; Mean + Σ shares = Score up to rounding.</param>
public sealed record ScoreShares(double Mean, double Score, double[] Shares);
