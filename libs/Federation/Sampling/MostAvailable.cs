namespace NetMl.Federation.Sampling;

/// <summary>Those that were away least often first: by (dropped + 1) / (rounds + 2), so that a site without a record stands in the middle; ties by chance.</summary>
/// <remarks>Sites that drop often are heard seldom, so their data count less: a bias that the other samplers do not have.</remarks>
internal sealed class MostAvailable : ISiteSampler
{
    public string Name => "availability";

    public IReadOnlyList<string> Choose(IReadOnlyList<Candidate> present, double fraction, Random random)
    {
        var count = SiteSamplers.Count(present.Count, fraction);
        Candidate[] shuffled = [.. present];
        random.Shuffle(shuffled);
        return [.. shuffled.OrderBy(candidate => (candidate.Dropped + 1.0) / (candidate.Completed + candidate.Dropped + 2)).Take(count).Select(candidate => candidate.Site)];
    }
}
