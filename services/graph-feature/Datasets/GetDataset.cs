using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>One data set with its totals.</summary>
internal static class GetDataset
{
    public static void MapGetDataset(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}", HandleAsync).WithName("GetDataset").WithSummary("One data set with its totals").WithTags("datasets")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<DatasetSummary>, ProblemHttpResult>> HandleAsync(
        string dataset, IFlowStore store, StoreCondition condition, CancellationToken cancellationToken)
    {
        var totals = await store.FindDatasetAsync(dataset, cancellationToken);
        return totals is null ? Problems.UnknownDataset(dataset) : TypedResults.Ok(DatasetSummaries.Of(totals, condition));
    }
}
