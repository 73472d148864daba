using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>One data set with its totals.</summary>
internal static class GetDataset
{
    public static void MapGetDataset(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}", HandleAsync).WithName("GetDataset").WithSummary("One data set with its totals").WithTags("datasets")
            .Produces<DatasetSummary>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string dataset, IFlowStore store, StoreCondition condition, IOptions<AnalysisOptions> analysis, HttpContext http, CancellationToken cancellationToken)
    {
        var totals = await store.FindDatasetAsync(dataset, cancellationToken);
        return totals is null ? await Problems.UnknownDatasetAsync(store, dataset, cancellationToken)
            : EntityTag.Json(http, DatasetSummaries.Of(totals, condition, analysis.Value), WireJson.Default.DatasetSummary);
    }
}
