namespace NetMl.Behaviours.Detection;

/// <summary>Looks for one behaviour, in two steps: the flows of one host or pair, then what is known of the network around them.</summary>
/// <remarks>
/// The first step is dear and runs only for series that new flows touched; the second is cheap and runs for all candidates each time.
/// Both are pure: the same flows in any order, at once or one by one, give the same findings. Hosts are numbered as they come, so a detector
/// orders them by address where order matters, and never by number.
/// </remarks>
public interface IDetector
{
    /// <summary>One of <see cref="BehaviourNames"/>.</summary>
    string Name { get; }

    /// <summary>Which flows <see cref="Examine"/> is given together.</summary>
    SeriesKind Kind { get; }

    /// <summary>Shorter series are not examined; ≥ 1.</summary>
    int FewestConnections { get; }

    /// <summary>A finding whose score is lower once prevalence and age have lowered it is dropped; 0 to 100.</summary>
    double MinimumScore => 0;

    /// <summary>Finds the behaviour in one series.</summary>
    /// <returns><see cref="Examination.Nothing"/>, or candidates with the score that the flows alone give them.</returns>
    Examination Examine(ConnectionSeries series, CancellationToken cancellationToken);

    /// <summary>Makes findings of all candidates of a data set: drops those that the network explains, and joins those that belong together.</summary>
    /// <param name="candidates">In no particular order: the result must not depend on it.</param>
    /// <returns>At most one finding for each source and target. Prevalence, age and allow-lists are not this step's concern.</returns>
    /// <remarks>By default each candidate is a finding as it is. O(candidates).</remarks>
    IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network) => candidates;
}
