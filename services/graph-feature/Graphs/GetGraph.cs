using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>What a stored graph holds, and its nodes and edges by page.</summary>
internal static class GetGraph
{
    private static readonly string[] Splits = ["train", "val", "test", "none"];

    public static void MapGetGraph(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/graphs/{name}", HandleAsync).WithName("GetGraph").WithTags("graphs").WithSummary("What a stored graph holds").ProducesGraphAnswer<GraphInfo>();
        routes.MapGet("/v1/graphs/{name}/nodes", ListNodesAsync).WithName("ListGraphNodes").WithTags("graphs")
            .WithSummary("Nodes of a stored graph with label, part and features").ProducesGraphAnswer<GraphNodesPage>();
        routes.MapGet("/v1/graphs/{name}/edges", ListEdgesAsync).WithName("ListGraphEdges").WithTags("graphs")
            .WithSummary("Edges of a stored graph").ProducesGraphAnswer<GraphEdgesPage>();
    }

    private static Task<IResult> HandleAsync(string name, IGraphStore store, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync(name, store, http, info => Task.FromResult<IResult>(TypedResults.Ok(info)), cancellationToken);

    private static async Task<IResult> ListNodesAsync(
        string name, string? label, string? split, string? offset, string? top, IGraphStore store, HttpContext http, CancellationToken cancellationToken)
    {
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        if (!string.IsNullOrEmpty(split) && !Splits.Contains(split))
            return Problems.BadName("split", split, Splits);
        return await AnswerAsync(name, store, http, async _ => TypedResults.Ok(
            await store.ListNodesAsync(name, NullIfEmpty(label), NullIfEmpty(split), page.Offset, page.Top, cancellationToken)), cancellationToken);
    }

    private static async Task<IResult> ListEdgesAsync(
        string name, string? offset, string? top, IGraphStore store, HttpContext http, CancellationToken cancellationToken)
    {
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await AnswerAsync(name, store, http, async info => TypedResults.Ok(new GraphEdgesPage(
            name, info.Edges, page.Offset, await store.ListEdgesAsync(name, page.Offset, page.Top, cancellationToken))), cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(string name, IGraphStore store, HttpContext http, Func<GraphInfo, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (await store.FindGraphAsync(name, cancellationToken) is not { } info)
            return await GraphServices.UnknownAsync(store, name, cancellationToken);
        return EntityTag.IsKnownTo(http, info.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : await answer(info);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
