using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;

namespace NetMl.GraphFeature.Backups;

/// <summary>Takes back a graph, whole or not at all, for netml restore.</summary>
internal static class RestoreGraph
{
    public static void MapRestoreGraph(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/backup/graphs/{name}", HandleAsync).WithName("RestoreGraph").WithTags("backup")
            .WithSummary("Store a graph from its records, in place of one of the same name")
            .Accepts<byte[]>(BackupRecord.MediaType)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Ok<GraphInfo>, ProblemHttpResult>> HandleAsync(string name, GraphRestoring restoring, HttpContext http, CancellationToken cancellationToken)
    {
        if (!StoredName.IsValid(name))
            return Problems.Bad("name", name, StoredName.Rule);
        try
        {
            return TypedResults.Ok(await restoring.RunAsync(name, RecordStream.ReceiveAsync(http, restoring.MostBytes, cancellationToken), cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            return Problems.Bad($"The records cannot be restored: {exception.Message.TrimEnd('.')}.");
        }
    }
}
