using NetMl.Behaviours;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>The findings of one capture beside its labels.</summary>
internal sealed class JudgedCapture
{
    /// <summary>Flows of an attacker that can show a pattern: the least that any scan detector asks for.</summary>
    public const int BusyFlows = 15;

    private readonly Dictionary<(string Source, string? Target), HashSet<string>> _truth = [];
    private readonly Dictionary<(string Source, string? Target), string> _named = [];
    private readonly Dictionary<(string Source, string? Target), int> _flows = [];
    private readonly Dictionary<Finding, List<(string Source, string? Target)>> _unitsOf = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _inside;

    private JudgedCapture(CaptureSet set, IReadOnlyList<FlowRecord> flows, IReadOnlyList<Finding> findings)
    {
        (Set, Findings, Flows) = (set, findings, flows.Count);
        foreach (var flow in flows)
        {
            var meaning = set.Truth(flow);
            if (meaning.Expected.Count == 0)
                continue;
            var unit = (flow.Source, meaning.IsBySource ? null : flow.Destination);
            if (!_truth.TryGetValue(unit, out var expected))
                _truth[unit] = expected = [];
            expected.UnionWith(meaning.Expected);
            if (meaning.Named is { } named)
                _named[unit] = named;
            _flows[unit] = _flows.GetValueOrDefault(unit) + 1;
        }
        foreach (var finding in findings)
            _unitsOf[finding] = [.. _truth.Keys.Where(unit => IsAbout(finding, unit))];
        _inside = Inside(flows);
        HostDays = flows.SelectMany(flow => new[] { (Host: flow.Source, Hour: flow.StartNanoseconds / 3_600_000_000_000), (Host: flow.Destination, Hour: flow.StartNanoseconds / 3_600_000_000_000) })
            .Where(one => _inside.Contains(one.Host)).Distinct().Count() / 24.0;
    }

    public CaptureSet Set { get; }

    public IReadOnlyList<Finding> Findings { get; }

    public int Flows { get; }

    /// <summary>Hours in which hosts inside have flows, all hosts together, by 24.</summary>
    public double HostDays { get; }

    /// <summary>Flows of attacks.</summary>
    public int AttackFlows => _flows.Values.Sum();

    /// <summary>Attacking pairs, or sources where the label is about those, whose label names a behaviour; null = all.</summary>
    public IReadOnlyCollection<(string Source, string? Target)> Attackers(string? behaviour) =>
        [.. _truth.Keys.Where(unit => behaviour is null || _named.GetValueOrDefault(unit) == behaviour)];

    /// <summary>Those of them that right findings are about; with a behaviour, findings of that behaviour.</summary>
    public IReadOnlyCollection<(string Source, string? Target)> Found(string? behaviour) =>
    [
        .. Findings.Where(finding => behaviour is null || finding.Behaviour == behaviour)
            .SelectMany(finding => _unitsOf[finding].Where(unit => _truth[unit].Contains(finding.Behaviour) && (behaviour is null || _named.GetValueOrDefault(unit) == behaviour))).Distinct(),
    ];

    /// <summary>Those with enough flows to show a pattern.</summary>
    public IReadOnlyCollection<(string Source, string? Target)> Busy(IEnumerable<(string Source, string? Target)> attackers) => [.. attackers.Where(unit => _flows[unit] >= BusyFlows)];

    /// <summary>Flows of attackers.</summary>
    public int FlowsOf(IEnumerable<(string Source, string? Target)> attackers) => attackers.Sum(unit => _flows[unit]);

    /// <summary>Runs all detectors as they are by default.</summary>
    public static async Task<JudgedCapture> OfAsync(CaptureSet set, CancellationToken cancellationToken)
    {
        var batches = await set.ReadAsync(cancellationToken);
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        foreach (var batch in batches)
            analysis.Add(batch);
        return new JudgedCapture(set, [.. batches.SelectMany(batch => batch.Records())], analysis.Run(AllowList.Empty, cancellationToken));
    }

    /// <summary>Whether labels say so too.</summary>
    public bool IsRight(Finding finding) => _unitsOf[finding].Any(unit => _truth[unit].Contains(finding.Behaviour));

    /// <summary>Whether it is about an attacker, be it another behaviour than its label says.</summary>
    public bool IsAboutAttacker(Finding finding) => _unitsOf[finding].Count > 0;

    /// <summary>Whether a host outside does it: noise of the Internet.</summary>
    public bool IsFromOutside(Finding finding) => finding.Behaviour == BehaviourNames.FanIn || !_inside.Contains(finding.Source);

    private static bool IsAbout(Finding finding, (string Source, string? Target) unit) =>
        finding.Behaviour == BehaviourNames.FanIn ? unit.Target is null || unit.Target == finding.Source
        : unit.Source == finding.Source && (unit.Target is null || finding.Target is null || unit.Target == finding.Target);

    /// <summary>Private addresses with part in a tenth of all flows or more make the network private; otherwise the public ones with as many are inside.</summary>
    private static HashSet<string> Inside(IReadOnlyList<FlowRecord> flows)
    {
        var counts = flows.SelectMany(flow => new[] { flow.Source, flow.Destination }).CountBy(host => host).ToDictionary();
        var scopes = counts.Keys.ToDictionary(host => host, host => PeerAddress.Of(HostAddressParser.TryParse(host, out var address) ? address : default).Scope);
        var isPrivate = counts.Any(host => scopes[host.Key] == AddressScope.Private && host.Value >= flows.Count / 10);
        return [.. counts.Where(host => isPrivate ? scopes[host.Key] == AddressScope.Private : scopes[host.Key] == AddressScope.Public && host.Value >= flows.Count / 10).Select(host => host.Key)];
    }
}
