using System.Text.Json;
using NetMl.Cli.Api;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Reports;

/// <summary>Findings line by line as they come.</summary>
internal static class FollowedFindings
{
    /// <summary>Until interrupted.</summary>
    /// <returns>Never: it ends with the cancellation.</returns>
    public static async Task<int> PrintAsync(Terminal terminal, GatewayClient gateway, string dataset, BehaviourQuery query, bool json, CancellationToken cancellationToken)
    {
        await foreach (var change in gateway.Findings.FollowAsync(dataset, null, cancellationToken))
        {
            if (IsWanted(change, query))
                terminal.WriteRaw(json ? JsonSerializer.Serialize(change, WireJson.Default.BehaviourEvent) : Line(change));
        }
        return 0;
    }

    /// <summary>Withdrawals and resets are always told.</summary>
    private static bool IsWanted(BehaviourEvent change, BehaviourQuery query) => change is not { Kind: BehaviourEvents.Finding, Finding: { } finding }
        || (finding.Score >= query.MinScore && (query.Behaviour is null || query.Behaviour == finding.Behaviour) && !(finding.Last < query.Since));

    private static string Line(BehaviourEvent change) => change switch
    {
        { Finding: { } finding } => $"{Words.Time(finding.Last)}  {Words.Number(Math.Round(finding.Score, 1)),5}  {finding.Technique,-9}  {finding.Behaviour,-18}  {(change.Kind == BehaviourEvents.Withdrawn ? "no longer: " : "")}{finding.Sentence}",
        _ => change.Reason ?? "",
    };
}
