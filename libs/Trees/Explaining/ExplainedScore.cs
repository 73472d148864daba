namespace NetMl.Trees.Explaining;

/// <summary>How a row's score comes about.</summary>
/// <param name="Mean">The mean score of the training rows, each counted once whatever it weighs.</param>
/// <param name="OfRow">Of the row that is explained, before softmax or the logistic function.</param>
/// <param name="Shares">[features]; Mean + Σ shares = OfRow up to rounding.</param>
public sealed record ExplainedScore(double Mean, double OfRow, double[] Shares);
