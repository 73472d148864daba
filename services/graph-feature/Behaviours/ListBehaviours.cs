using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Behaviours;
using NetMl.Contracts.Datasets;
using NetMl.Features.Exploration;
using NetMl.Flows;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>What was found in a data set, highest score first.</summary>
internal static class ListBehaviours
{
    public static void MapListBehaviours(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/behaviours", HandleAsync).WithName("ListBehaviours").WithTags("behaviours")
            .WithSummary("What was found, highest score first")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<IReadOnlyList<BehaviourFinding>>, ProblemHttpResult>> HandleAsync(
        string dataset, string? behaviour, string? technique, string? host, string? since, string? minScore, IFlowStore store, IFindingStore findings,
        CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(behaviour) && !BehaviourNames.All.Contains(behaviour))
            return Problems.BadName("behaviour", behaviour, BehaviourNames.All);
        if (Problems.Number(minScore, 0, 0, 100) is not { } least)
            return Problems.Bad("minScore", minScore, "a number from 0 to 100");
        if (ReadInstant(since) is not { } from)
            return Problems.Bad("since", since, "an instant such as 2026-11-20T12:00:00Z");
        if (GraphAnswers.ReadAddresses("host", host, out var hosts) is { } refusal)
            return refusal;
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        var found = await findings.ListFindingsAsync(dataset, 0, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<BehaviourFinding>>([.. found.Select(stored => stored.Finding)
            .Where(finding => finding.Score >= least && finding.Last >= from && (string.IsNullOrEmpty(behaviour) || finding.Behaviour == behaviour))
            .Where(finding => IsTechnique(finding.Technique, technique) && (Has(hosts, finding.Source) || Has(hosts, finding.Target)))
            .OrderByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal)]);
    }

    private static bool Has(AddressFilter hosts, string? address) => HostAddressParser.TryParse(address, out var key) && hosts.Matches(key);

    /// <summary>T1110 also asks for its sub-techniques, such as T1110.001.</summary>
    private static bool IsTechnique(string technique, string? wanted) =>
        string.IsNullOrEmpty(wanted) || technique.Equals(wanted, StringComparison.OrdinalIgnoreCase) || technique.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of time when absent; null when it is no instant.</summary>
    private static DateTimeOffset? ReadInstant(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return DateTimeOffset.MinValue;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }
}
