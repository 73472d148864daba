namespace NetMl.Gnn.WeakLabels;

/// <summary>Labels that nobody gave: what detectors found, weighed by how sure they are.</summary>
/// <param name="Classes"><see cref="Benign"/> first, then the behaviours that some flow got, in ordinal order.</param>
/// <param name="Labels">[m]: index into <paramref name="Classes"/>, −1 = nobody knows.</param>
/// <param name="Weights">[m]: how much each flow counts in the loss, in [0, 1]; 0 where there is no label.</param>
public sealed record WeakFlowLabels(IReadOnlyList<string> Classes, int[] Labels, float[] Weights)
{
    /// <summary>The class of flows of which no detector says anything.</summary>
    public const string Benign = "Benign";

    /// <summary>Score from which a finding gives a class; below it nobody knows.</summary>
    public const double LeastScore = 50;

    /// <summary>Weight of a flow of which no detector says anything: silence is no proof, detectors find half of the attacking flows or fewer (docs/behaviours.md).</summary>
    public const float SilenceWeight = 0.5f;

    /// <summary>Who calls the host of a finding, not whom it calls.</summary>
    private const string FanIn = "fan-in";

    /// <summary>
    /// The class of each flow: the behaviour of the finding with the highest score that it belongs to (of equals the first name in ordinal order) with weight
    /// score / 100; none below <see cref="LeastScore"/>; benign with <see cref="SilenceWeight"/> where no finding speaks of it.
    /// A flow belongs to a finding when it starts between its first and last flow and goes from its source to its target, to anyone where it has no target;
    /// a fan-in's are those to its source. O(m + findings of a host · its flows).
    /// </summary>
    /// <param name="sources">[m]: address of who opened each flow.</param>
    /// <param name="targets">[m]: address of who answered.</param>
    /// <param name="starts">[m]: nanoseconds since 1970-01-01 UTC.</param>
    /// <exception cref="ArgumentException">The lists are not equally long.</exception>
    public static WeakFlowLabels Of(IEnumerable<DetectorFinding> findings, IReadOnlyList<string> sources, IReadOnlyList<string> targets, ReadOnlySpan<long> starts)
    {
        if (sources.Count != starts.Length || targets.Count != starts.Length)
            throw new ArgumentException($"{sources.Count} sources, {targets.Count} targets and {starts.Length} starts must be equally many.", nameof(sources));
        var calls = new Dictionary<string, List<DetectorFinding>>(StringComparer.Ordinal);
        var answers = new Dictionary<string, List<DetectorFinding>>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var byHost = finding.Behaviour == FanIn ? answers : calls;
            if (!byHost.TryGetValue(finding.Source, out var of))
                byHost.Add(finding.Source, of = []);
            of.Add(finding);
        }

        var spoken = new DetectorFinding?[starts.Length];
        for (var flow = 0; flow < spoken.Length; flow++)
            spoken[flow] = Surer(
                Surest(calls.GetValueOrDefault(sources[flow]), targets[flow], starts[flow]),
                Surest(answers.GetValueOrDefault(targets[flow]), sources[flow], starts[flow]));
        string[] classes = [Benign, .. spoken.OfType<DetectorFinding>().Where(IsSure).Select(finding => finding.Behaviour).Distinct().Order(StringComparer.Ordinal)];
        return new WeakFlowLabels(
            classes,
            Array.ConvertAll(spoken, finding => finding is null ? 0 : IsSure(finding) ? Array.IndexOf(classes, finding.Behaviour) : -1),
            Array.ConvertAll(spoken, finding => finding is null ? SilenceWeight : IsSure(finding) ? (float)(Math.Min(100, finding.Score) / 100) : 0));
    }

    /// <summary>Weights of hosts whose classes came from these: the mean over the flows that a host opened with its own class. O(m).</summary>
    /// <param name="flowSource">[m]: node that opened each flow.</param>
    /// <param name="hostLabels">[n]: of <see cref="HostClassification.HostLabels"/>.</param>
    /// <returns>[n]; 0 where there is no label.</returns>
    public float[] OfHosts(ReadOnlySpan<int> flowSource, ReadOnlySpan<int> hostLabels)
    {
        var (sum, count) = (new float[hostLabels.Length], new int[hostLabels.Length]);
        for (var flow = 0; flow < flowSource.Length; flow++)
        {
            var host = flowSource[flow];
            if (Labels[flow] < 0 || Labels[flow] != hostLabels[host])
                continue;
            sum[host] += Weights[flow];
            count[host]++;
        }
        for (var host = 0; host < sum.Length; host++)
            sum[host] = count[host] == 0 ? 0 : sum[host] / count[host];
        return sum;
    }

    private static bool IsSure(DetectorFinding finding) => finding.Score >= LeastScore;

    private static DetectorFinding? Surest(List<DetectorFinding>? findings, string other, long start)
    {
        DetectorFinding? surest = null;
        foreach (var finding in findings ?? [])
            if (start >= finding.First && start <= finding.Last && (finding.Target is not { } target || IsAt(target, other)))
                surest = Surer(surest, finding);
        return surest;
    }

    // A target is an address, address:port or [address]:port.
    private static bool IsAt(string target, string address) =>
        target == address || target.StartsWith($"[{address}]:", StringComparison.Ordinal)
        || (!address.Contains(':', StringComparison.Ordinal) && target.StartsWith(address + ":", StringComparison.Ordinal));

    private static DetectorFinding? Surer(DetectorFinding? one, DetectorFinding? other)
    {
        if (one is null || other is null)
            return one ?? other;
        var order = one.Score.CompareTo(other.Score);
        return order > 0 || (order == 0 && string.CompareOrdinal(one.Behaviour, other.Behaviour) <= 0) ? one : other;
    }
}
