using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Deletes a data set with its findings and snapshots.</summary>
internal static class DeleteDataset
{
    public static void MapDeleteDataset(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/v1/datasets/{dataset}", HandleAsync).WithName("DeleteDataset").WithTags("datasets")
            .WithSummary("Delete a data set with its findings and snapshots; flows that come later make it anew")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string dataset, IFlowStore store, DatasetDeletion deletion, DatasetGraphs graphs, CancellationToken cancellationToken)
    {
        if (!await deletion.DeleteAsync(dataset, cancellationToken))
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        graphs.Forget(dataset);
        return TypedResults.NoContent();
    }
}
