using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.RareDestinations;

/// <summary>What counts as first contact with a rare destination.</summary>
public sealed record RareDestinationOptions
{
    /// <summary>Whom hosts call in the beginning is nobody new. At most this long, and at most <see cref="LearningShare"/> of the data set; ≥ 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan LearningTime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>See <see cref="LearningTime"/>: 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double LearningShare { get; init; } = 0.25;

    /// <summary>Hosts inside that may call a rare destination; ≥ 1.</summary>
    [Range(1, 1_000_000)]
    public int Callers { get; init; } = 1;

    /// <summary>Hosts inside that must call out for a destination to be rare among them; ≥ 1. Where one host is all there is, everything is rare.</summary>
    [Range(1, 1_000_000)]
    public int FewestInsiders { get; init; } = 3;

    /// <summary>Bytes sent from which on they add points: 10 for each tenfold, at most 30; ≥ 1.</summary>
    [Range(1.0, 1e15)]
    public long Bytes { get; init; } = 100_000;

    /// <summary>Ports that anybody calls anywhere; others add 20 points.</summary>
    public IReadOnlyList<int> CommonPorts { get; init; } = [53, 80, 123, 443, 853, 993, 3478, 5222, 5223, 5228, 8080, 8443, 8883];

    /// <summary>Least score reported, 0 to 100. New destinations are daily bread: the contact alone gives 20 points, and only bytes, hours and ports more.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 60;
}
