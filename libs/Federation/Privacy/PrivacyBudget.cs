namespace NetMl.Federation.Privacy;

/// <summary>How much privacy may be spent and was; the state that a server keeps. Spend a step before its sum is opened: what was seen cannot be taken back by a crash.</summary>
/// <param name="Spent">Steps so far.</param>
public sealed record PrivacyBudget(double MaximumEpsilon, double Delta, IReadOnlyList<PrivacyStep> Spent)
{
    /// <summary>ε so far.</summary>
    public double Epsilon => new PrivacyAccountant(Spent).Epsilon(Delta);

    /// <summary>ε after a further step.</summary>
    public double EpsilonAfter(PrivacyStep next) => new PrivacyAccountant(Spent.Append(next)).Epsilon(Delta);

    /// <summary>Whether ε stays within its maximum.</summary>
    public bool CanSpend(PrivacyStep next) => EpsilonAfter(next) <= MaximumEpsilon;

    /// <exception cref="InvalidOperationException">It would exceed the maximum: the run stops.</exception>
    public PrivacyBudget Spend(PrivacyStep next)
    {
        var accountant = new PrivacyAccountant(Spent.Append(next));
        var epsilon = accountant.Epsilon(Delta);
        return epsilon <= MaximumEpsilon
            ? this with { Spent = accountant.Spent }
            : throw new InvalidOperationException($"The privacy budget is spent: ε is {Epsilon:F3}, a further round would make it {epsilon:F3}, above {MaximumEpsilon}.");
    }
}
