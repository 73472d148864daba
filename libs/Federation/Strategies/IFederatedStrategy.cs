using NetMl.Federation.Learning;

namespace NetMl.Federation.Strategies;

/// <summary>What a site computes and what the server does with the weighted mean of it; the same code serves simulation, plain and secure rounds.</summary>
/// <remarks>All that the server may use is a sum: a strategy states its contribution so that Σ wᵢ·cᵢ / Σ wᵢ is enough.</remarks>
public interface IFederatedStrategy
{
    /// <summary>As in a plan.</summary>
    string Name { get; }

    /// <summary>Numbers that a site receives: P, or more (SCAFFOLD: model and control variate; clustered: all models).</summary>
    int GlobalLength(int parameters);

    /// <summary>Numbers that a site contributes.</summary>
    int ContributionLength(int parameters);

    /// <summary>A site's part of a round.</summary>
    /// <param name="global">[GlobalLength].</param>
    /// <param name="memory">What this site keeps from round to round and never sends; changed in place.</param>
    SiteContribution Work(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory, LocalOrder order, Random random, CancellationToken cancellationToken);

    /// <summary>The server's state before the first round.</summary>
    /// <param name="initial">[P].</param>
    StrategyState Start(ReadOnlyMemory<float> initial);

    /// <summary>The server's step.</summary>
    StrategyState Step(StrategyState state, RoundSum sum);

    /// <summary>The model that is published. [P].</summary>
    ReadOnlyMemory<float> Model(StrategyState state);

    /// <summary>The model that a site tests and uses itself: the shared one, or with its own head, or of its cluster. [P].</summary>
    ReadOnlyMemory<float> ModelOf(ILocalObjective objective, ReadOnlyMemory<float> global, SiteMemory memory);
}

/// <summary>One site's contribution.</summary>
/// <param name="Values">[ContributionLength].</param>
/// <param name="Items">Training items, for the weight.</param>
/// <param name="Loss">Mean training loss before the round.</param>
public sealed record SiteContribution(float[] Values, int Items, double Loss);

/// <summary>A site's own memory: control variate, personal head, error feedback.</summary>
public sealed class SiteMemory
{
    public float[] Values { get; set; } = [];
}

/// <summary>The weighted mean of the contributions of a round.</summary>
/// <param name="Mean">[ContributionLength]: Σ wᵢ·cᵢ / Σ wᵢ.</param>
/// <param name="Weight">Σ wᵢ, each weight in (0, 1].</param>
/// <param name="Sites">Contributions in the sum.</param>
/// <param name="Population">Sites of the federation (SCAFFOLD).</param>
public sealed record RoundSum(ReadOnlyMemory<float> Mean, double Weight, int Sites, int Population);

/// <summary>The server's state: what sites get, and what only the server keeps (moments of its optimiser).</summary>
/// <param name="Global">[GlobalLength].</param>
public sealed record StrategyState(int Round, float[] Global, float[] Memory);
