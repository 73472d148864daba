using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Reports;

/// <summary>One finding with all that supports it.</summary>
internal static class FindingReport
{
    public static void Write(Terminal terminal, BehaviourFinding finding)
    {
        terminal.WriteRaw(finding.Sentence);
        terminal.WriteRaw($"{finding.Behaviour} ({finding.Technique}), score {Words.Number(finding.Score)}, from {Words.Time(finding.First)} to {Words.Time(finding.Last)} UTC, {Words.Count(finding.Flows, "flow", "flows")}");
        terminal.WriteRaw($"id {finding.Id}");
        var evidence = Tables.Create("Evidence", "number", ">value");
        foreach (var (name, value) in finding.Evidence)
            evidence.Row(name, Words.Number(value));
        terminal.Out.Write(evidence);
        foreach (var adjustment in finding.Adjustments ?? [])
            terminal.WriteRaw($"Score {(adjustment.Points < 0 ? "lowered" : "raised")} by {Words.Number(Math.Abs(adjustment.Points))}: {adjustment.Reason}");
        terminal.WriteRaw(finding.Uids is { Count: > 0 } uids ? $"Uids{(uids.Count < finding.Flows ? $" of {uids.Count} of the {Words.Count(finding.Flows)} flows, the first and the last" : "")}: {string.Join(' ', uids)}" : "The log gave its flows no ids.");
    }
}
