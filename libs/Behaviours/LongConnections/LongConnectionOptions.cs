using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.LongConnections;

/// <summary>What counts as a long connection. The steps are those of RITA: 1, 4, 8 and 12 hours.</summary>
public sealed record LongConnectionOptions
{
    /// <summary>Connections shorter than this do not count; above 0. One hour: what is shorter is a long visit.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan ShortestCounted { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Least score reported, 0 to 100: 20 = 1 h, 40 = 4 h, 60 = 8 h, 80 = 12 h, 100 = 24 h. 8 hours: chat and push services stay connected for a working day's half.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 60;

    /// <summary>Also pairs whose two ends are both private; off, since sessions with servers inside last all day.</summary>
    public bool IncludeInternalPairs { get; init; }
}
