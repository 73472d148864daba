using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>One finding with all that supports it.</summary>
internal static class GetBehaviour
{
    public static void MapGetBehaviour(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/behaviours/{id}", HandleAsync).WithName("GetBehaviour").WithTags("behaviours")
            .WithSummary("One finding, by its id or by a beginning that no other id has").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<BehaviourFinding>, ProblemHttpResult>> HandleAsync(
        string dataset, string id, IFlowStore store, IFindingStore findings, CancellationToken cancellationToken)
    {
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        var known = await findings.ListFindingsAsync(dataset, 0, cancellationToken);
        BehaviourFinding[] found = [.. known.Select(stored => stored.Finding).Where(finding => finding.Id.StartsWith(id, StringComparison.Ordinal)).Take(2)];
        return found.Length == 1 ? TypedResults.Ok(found[0])
            : Problems.NotFound($"There is no finding '{id}' in data set '{dataset}', nor one alone whose id begins so: the list of its behaviours has the ids.");
    }
}
