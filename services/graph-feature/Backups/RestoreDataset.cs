using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Backups;

namespace NetMl.GraphFeature.Backups;

/// <summary>Takes back records of a data set, piece by piece, for netml restore.</summary>
internal static class RestoreDataset
{
    private const long MostBytes = 2L * BackupRecord.MaximumBytes;

    public static void MapRestoreDataset(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/backup/datasets/{dataset}", HandleAsync).WithName("RestoreDataset").WithTags("backup")
            .WithSummary("Store records of a data set; safe to repeat, and what is there stays")
            .Accepts<byte[]>(BackupRecord.MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Ok<DatasetRestored>, ProblemHttpResult>> HandleAsync(
        string dataset, DatasetRestoring restoring, HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await restoring.RunAsync(dataset, RecordStream.ReceiveAsync(http, MostBytes, cancellationToken), cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            return Problems.Bad($"The records cannot be restored: {exception.Message.TrimEnd('.')}.");
        }
    }
}
