using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>All data sets with their totals.</summary>
internal static class ListDatasets
{
    public static void MapListDatasets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets", HandleAsync).WithName("ListDatasets").WithSummary("All data sets with their totals").WithTags("datasets");

    private static async Task<Ok<IReadOnlyList<DatasetSummary>>> HandleAsync(IFlowStore store, StoreCondition condition, CancellationToken cancellationToken)
    {
        var datasets = await store.ListDatasetsAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<DatasetSummary>>([.. datasets.Select(totals => DatasetSummaries.Of(totals, condition))]);
    }
}
