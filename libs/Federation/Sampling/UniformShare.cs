namespace NetMl.Federation.Sampling;

/// <summary>A fixed number of sites, each subset with the same chance. No amplification of privacy may be claimed for it with an accountant for Poisson sampling.</summary>
internal sealed class UniformShare : ISiteSampler
{
    public string Name => "uniform";

    public IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random)
    {
        var count = SiteSamplers.Count(present.Count, fraction);
        string[] sites = [.. present.Select(candidate => candidate.Site)];
        random.Shuffle(sites);
        return sites[..count];
    }
}
