namespace NetMl.Behaviours.Detection;

/// <summary>A finding before it is known how common its target is. Detectors that join several derive a record with what they need for it.</summary>
/// <param name="Source">Number of the host that behaves so.</param>
/// <param name="Target">Number of the other side; −1 = many.</param>
/// <param name="Port">The port that matters most, −1 = none: allow-lists ask for it.</param>
/// <param name="Protocol">Of that port.</param>
/// <param name="Finding">With the score that the flows alone give it. Adjustments that it has are in that score already; the end of its sentence says them later.</param>
public record Candidate(int Source, int Target, int Port, byte Protocol, Finding Finding);

/// <summary>What the flows of one series came to.</summary>
/// <param name="Candidates">Empty = nothing.</param>
/// <param name="DependsOnSpan">The result may change when the data set grows although this series does not: it is then examined again.</param>
public readonly record struct Examination(IReadOnlyList<Candidate> Candidates, bool DependsOnSpan = false)
{
    /// <summary>No candidate, and none until new flows come.</summary>
    public static Examination Nothing { get; } = new([]);
}
