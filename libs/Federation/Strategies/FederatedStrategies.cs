using NetMl.Contracts.Federation;

namespace NetMl.Federation.Strategies;

/// <summary>Finds strategies by their names.</summary>
public static class FederatedStrategies
{
    public static IReadOnlyList<string> Names => throw new NotImplementedException();

    /// <param name="personal">[P]: true for parameters that stay at the site (fed-per); empty for others.</param>
    /// <exception cref="ArgumentException">Unknown name or a number out of range; a sentence for people.</exception>
    public static IFederatedStrategy Create(StrategyPlan plan, LocalPlan local, ReadOnlyMemory<bool> personal) => throw new NotImplementedException();
}
