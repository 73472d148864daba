using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>All data sets with their totals.</summary>
internal static class ListDatasets
{
    public static void MapListDatasets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets", HandleAsync).WithName("ListDatasets").WithSummary("All data sets with their totals").WithTags("datasets")
            .Produces<IReadOnlyList<DatasetSummary>>().Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> HandleAsync(
        IFlowStore store, StoreCondition condition, IOptions<AnalysisOptions> analysis, HttpContext http, CancellationToken cancellationToken)
    {
        var datasets = await store.ListDatasetsAsync(cancellationToken);
        return EntityTag.Json(http, [.. datasets.Select(totals => DatasetSummaries.Of(totals, condition, analysis.Value))], WireJson.Default.IReadOnlyListDatasetSummary);
    }
}
