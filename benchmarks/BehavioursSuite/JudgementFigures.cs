using NetMl.Behaviours;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>The sums of the tables as figures.</summary>
internal static class JudgementFigures
{
    public static IEnumerable<Figure> Of(IReadOnlyList<JudgedCapture> labelled, IReadOnlyList<JudgedCapture> benign)
    {
        foreach (var behaviour in BehaviourNames.All)
        {
            int all = labelled.Sum(capture => capture.Attackers(behaviour).Count), found = labelled.Sum(capture => capture.Found(behaviour).Count);
            var findings = labelled.SelectMany(capture => capture.Findings.Where(finding => finding.Behaviour == behaviour).Select(finding => (Capture: capture, Finding: finding))).ToArray();
            int right = findings.Count(one => one.Capture.IsRight(one.Finding)), wrong = findings.Count(one => !one.Capture.IsAboutAttacker(one.Finding));
            var name = behaviour.Replace('-', '_');
            if (all > 0)
                yield return new Figure($"behaviours.{name}_recall", found / (double)all, "of 1", $"attackers found by it of those whose label names it: {found} of {all} on {labelled.Count} labelled sets");
            if (right + wrong > 0)
                yield return new Figure($"behaviours.{name}_precision", right / (double)(right + wrong), "of 1", $"{right} right findings, {wrong} about hosts that are no attackers");
        }
        foreach (var capture in labelled.Where(capture => capture.AttackFlows > 0))
            yield return new Figure($"behaviours.{NameOf(capture)}_flow_recall", capture.FlowsOf(capture.Found(null)) / (double)capture.AttackFlows, "of 1", $"share of {capture.AttackFlows} attack flows whose attacker a right finding names");
        foreach (var capture in benign)
        {
            var inside = capture.Findings.Count(finding => !capture.IsFromOutside(finding));
            yield return new Figure($"behaviours.{NameOf(capture)}_findings_per_host_day", inside / Math.Max(capture.HostDays, 1e-9), "per host-day", $"{inside} findings of hosts inside in {capture.HostDays:0.00} host-days; {capture.Findings.Count - inside} more of hosts outside");
        }
    }

    private static string NameOf(JudgedCapture capture) => capture.Set.Name.ToLowerInvariant().Replace(" - ", "_", StringComparison.Ordinal).Replace(' ', '_').Replace('-', '_');
}
