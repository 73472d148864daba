using NetMl.Contracts.Backups;
using NetMl.GraphFeature.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>All of a graph, for netml backup.</summary>
internal static class BackUpGraph
{
    public static void MapBackUpGraph(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/backup/graphs/{name}", HandleAsync).WithName("BackUpGraph").WithTags("backup")
            .WithSummary("All of a graph as a stream of records: nodes, edges")
            .Produces(StatusCodes.Status200OK, contentType: BackupRecord.MediaType).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string name, IGraphStore store, GraphRecords records, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindGraphAsync(name, cancellationToken) is not { } info)
            return await GraphServices.UnknownAsync(store, name, cancellationToken);
        await RecordStream.SendAsync(http, records.ReadAsync(info, cancellationToken), cancellationToken);
        return Results.Empty;
    }
}
