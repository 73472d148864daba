using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Freezes the flows of a data set, or those within a time, as a graph with features.</summary>
internal static class CreateSnapshot
{
    private const int MostWindowFlows = 1_000_000;

    public static void MapCreateSnapshot(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/datasets/{dataset}/snapshots", HandleAsync).WithName("CreateSnapshot").WithTags("snapshots")
            .WithSummary("Freeze flows as a content-addressed graph; the same request on the same flows gives the same id")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Created<SnapshotSummary>, ProblemHttpResult>> HandleAsync(
        string dataset, SnapshotRequest? request, IFlowStore store, SnapshotBuilder builder, IOptions<SnapshotOptions> options, CancellationToken cancellationToken)
    {
        request ??= new SnapshotRequest();
        if (Refuse(request) is { } refusal)
            return refusal;
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        var (from, to) = SnapshotTimes.Of(request);
        var segments = await store.ListSegmentsAsync(dataset, from, to, cancellationToken);
        var flows = segments.Sum(segment => (long)segment.Rows);
        if (flows > options.Value.MaximumFlows)
            return Problems.Bad("from", $"{request.From:O}", $"a time from 'from' to 'to' with at most {options.Value.MaximumFlows} flows (setting Snapshots:MaximumFlows), and there are up to {flows}");
        if (segments.Count == 0 || await builder.BuildAsync(dataset, request, segments, cancellationToken) is not { } summary)
            return Problems.Bad("from", $"{request.From:O}", $"a time that overlaps the flows of '{dataset}', which start from {FlowTime.Of(totals.First):O} to {FlowTime.Of(totals.Last):O}");
        return TypedResults.Created($"/v1/snapshots/{summary.Id}", summary);
    }

    /// <summary>What is wrong with a request, whatever the data; null = nothing.</summary>
    public static ProblemHttpResult? Refuse(SnapshotRequest request)
    {
        if (request.WindowFlows is < 0 or > MostWindowFlows)
            return Problems.Bad("windowFlows", $"{request.WindowFlows}", $"a whole number from 0 (one graph for all) to {MostWindowFlows}");
        if (request.NodeKind is not (SnapshotNodes.Host or SnapshotNodes.Endpoint))
            return Problems.BadName("nodeKind", $"{request.NodeKind}", [SnapshotNodes.Host, SnapshotNodes.Endpoint]);
        return request.From >= request.To ? Problems.Bad("from", $"{request.From:O}", $"an instant before 'to', which is {request.To:O}") : null;
    }
}
