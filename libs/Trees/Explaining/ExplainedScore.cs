namespace NetMl.Trees.Explaining;

/// <summary>How a row's score comes about.</summary>
/// <param name="Mean">The mean score of the training rows, each counted once whatever it weighs.</param>
/// <param name="OfRow">Of the row that is explained, before softmax or the logistic function.</param>
/// <param name="Shares">[features]; Mean + Σ shares = OfRow up to rounding.</param>
public sealed record ExplainedScore(double Mean, double OfRow, double[] Shares)
{
    /// <summary>How the difference of two classes' scores, the log-odds of the one against the other, comes about: shares of scores may be subtracted.</summary>
    public ExplainedScore Against(ExplainedScore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Mean - other.Mean, OfRow - other.OfRow, [.. Shares.Zip(other.Shares, (one, less) => one - less)]);
    }
}
