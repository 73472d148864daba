using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Behaviours;
using NetMl.Contracts.Datasets;
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
        string dataset, string? behaviour, string? minScore, IFlowStore store, IFindingStore findings, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(behaviour) && !BehaviourNames.All.Contains(behaviour))
            return Problems.Bad("behaviour", behaviour, $"one of {string.Join(", ", BehaviourNames.All)}");
        if (Problems.Number(minScore, 0, 0, 100) is not { } least)
            return Problems.Bad("minScore", minScore, "a number from 0 to 100");
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        var found = await findings.ListFindingsAsync(dataset, 0, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<BehaviourFinding>>([.. found.Select(stored => stored.Finding)
            .Where(finding => finding.Score >= least && (string.IsNullOrEmpty(behaviour) || finding.Behaviour == behaviour))
            .OrderByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal)]);
    }
}
