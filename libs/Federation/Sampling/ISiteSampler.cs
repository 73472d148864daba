namespace NetMl.Federation.Sampling;

/// <summary>A site that could take part, and how often it went away.</summary>
public readonly record struct Candidate(string Site, int Completed, int Dropped);

/// <summary>Chooses the cohort of a round.</summary>
public interface ISiteSampler
{
    string Name { get; }

    /// <param name="present">Distinct sites.</param>
    /// <param name="fraction">In (0, 1].</param>
    /// <param name="random">From a cryptographic source on a server, so that nobody foretells it; seeded in a simulation.</param>
    /// <returns>Distinct sites in no meaningful order; only Poisson sampling may give none.</returns>
    IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random);
}

/// <summary>Finds samplers by their names: all, uniform, poisson, availability.</summary>
public static class SiteSamplers
{
    public static IReadOnlyList<string> Names { get; } = ["all", "uniform", "poisson", "availability"];

    /// <exception cref="ArgumentException">Unknown name.</exception>
    public static ISiteSampler Create(string name) => name switch
    {
        "all" => new AllSites(),
        "uniform" => new UniformShare(),
        "poisson" => new PoissonCoins(),
        "availability" => new MostAvailable(),
        _ => throw new ArgumentException($"'{name}' is not a way to sample sites: {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>⌈fraction · present⌉, at least 1 of any.</summary>
    internal static int Count(int present, double fraction)
    {
        if (!(fraction is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A share of sites lies above 0 and at most at 1.");
        // 0.1 · 30 is a little above 3 in binary.
        return (int)Math.Ceiling(fraction * present - 1e-9);
    }
}
