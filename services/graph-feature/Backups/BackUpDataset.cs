using NetMl.Contracts.Backups;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>All of a data set, for netml backup.</summary>
internal static class BackUpDataset
{
    public static void MapBackUpDataset(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/backup/datasets/{dataset}", HandleAsync).WithName("BackUpDataset").WithTags("backup")
            .WithSummary("All of a data set as a stream of records: batches, allow-list, snapshots, findings")
            .Produces(StatusCodes.Status200OK, contentType: BackupRecord.MediaType).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string dataset, IFlowStore store, DatasetRecords records, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        await RecordStream.SendAsync(http, records.ReadAsync(totals, cancellationToken), cancellationToken);
        return Results.Empty;
    }
}
