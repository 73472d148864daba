namespace NetMl.Federation.Sampling;

/// <summary>Each site by its own coin of chance fraction: what the accountant's amplification by sampling assumes. The cohort's size varies and may be 0.</summary>
internal sealed class PoissonCoins : ISiteSampler
{
    public string Name => "poisson";

    public IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random)
    {
        _ = SiteSamplers.Count(present.Count, fraction);
        return [.. present.Where(_ => random.NextDouble() < fraction).Select(candidate => candidate.Site)];
    }
}
