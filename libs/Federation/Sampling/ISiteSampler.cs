namespace NetMl.Federation.Sampling;

/// <summary>A site that could take part, and how often it went away.</summary>
public readonly record struct Candidate(string Site, int Completed, int Dropped);

/// <summary>Chooses the cohort of a round.</summary>
public interface ISiteSampler
{
    string Name { get; }

    /// <param name="random">From a cryptographic source on a server, so that nobody foretells it; seeded in a simulation.</param>
    IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random);
}

/// <summary>Finds samplers by their names: all, uniform, poisson, availability.</summary>
public static class SiteSamplers
{
    public static IReadOnlyList<string> Names => throw new NotImplementedException();

    public static ISiteSampler Create(string name) => throw new NotImplementedException();
}
