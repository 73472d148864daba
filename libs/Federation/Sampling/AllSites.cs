namespace NetMl.Federation.Sampling;

/// <summary>Every present site.</summary>
internal sealed class AllSites : ISiteSampler
{
    public string Name => "all";

    public IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random) => [.. present.Select(candidate => candidate.Site)];
}
