using System.Globalization;
using NetMl.Behaviours;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>The tables of docs/behaviours.md, in Markdown.</summary>
internal static class JudgementTables
{
    /// <summary>How much of each labelled set is found by any behaviour that would be right.</summary>
    public static void PrintSets(IReadOnlyList<JudgedCapture> captures)
    {
        Console.WriteLine("| set | flows | attackers | found | recall | with 15 flows or more | found | recall by flows | findings | right | about an attacker | wrong | precision |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var capture in captures)
        {
            var (all, found) = (capture.Attackers(null), capture.Found(null));
            var verdict = Verdict.Of(capture, null);
            Console.WriteLine(
                $"| {capture.Set.Name} | {capture.Flows} | {all.Count} | {found.Count} | {Share(found.Count, all.Count)} | {capture.Busy(all).Count} | {capture.Busy(found).Count} | {Share(capture.FlowsOf(found), capture.AttackFlows)} | {verdict.Cells} |");
        }
        Console.WriteLine();
    }

    /// <summary>The same for each detector on each set where it is right or says something.</summary>
    public static void PrintDetectors(IReadOnlyList<JudgedCapture> captures)
    {
        Console.WriteLine("| detector | set | attackers | found | recall | findings | right | about an attacker | wrong | precision |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var behaviour in BehaviourNames.All)
        {
            foreach (var capture in captures)
            {
                var (all, found, verdict) = (capture.Attackers(behaviour), capture.Found(behaviour), Verdict.Of(capture, behaviour));
                if (all.Count > 0 || verdict.Findings > 0)
                    Console.WriteLine($"| {behaviour} | {capture.Set.Name} | {all.Count} | {found.Count} | {Share(found.Count, all.Count)} | {verdict.Cells} |");
            }
        }
        Console.WriteLine();
    }

    /// <summary>Findings about hosts that are no attackers, by detector, and per host-day.</summary>
    public static void PrintBenign(IReadOnlyList<JudgedCapture> captures)
    {
        Console.WriteLine($"| set | host-days | {string.Join(" | ", BehaviourNames.All)} | per host-day | by hosts outside |");
        Console.WriteLine($"|---|---:|{string.Concat(BehaviourNames.All.Select(_ => "---:|"))}---:|---:|");
        foreach (var capture in captures)
        {
            Finding[] wrong = [.. capture.Findings.Where(finding => !capture.IsAboutAttacker(finding))];
            Finding[] inside = [.. wrong.Where(finding => !capture.IsFromOutside(finding))];
            var counts = BehaviourNames.All.Select(behaviour => inside.Count(finding => finding.Behaviour == behaviour));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {capture.Set.Name} | {capture.HostDays:0.00} | {string.Join(" | ", counts)} | {inside.Length / Math.Max(capture.HostDays, 1e-9):0.00} | {wrong.Length - inside.Length} |"));
        }
        Console.WriteLine();
    }

    private static string Share(double part, double whole) => whole == 0 ? "" : (part / whole).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Findings by what labels say of them. Precision leaves out those about an attacker that name another behaviour.</summary>
    private sealed record Verdict(int Findings, int Right, int About, int Wrong)
    {
        public string Cells => $"{Findings} | {Right} | {About} | {Wrong} | {Share(Right, Right + Wrong)}";

        public static Verdict Of(JudgedCapture capture, string? behaviour)
        {
            Finding[] findings = [.. capture.Findings.Where(finding => behaviour is null || finding.Behaviour == behaviour)];
            var right = findings.Count(capture.IsRight);
            var about = findings.Count(capture.IsAboutAttacker) - right;
            return new Verdict(findings.Length, right, about, findings.Length - right - about);
        }
    }
}
