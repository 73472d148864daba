using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;
using NetMl.Graphs.Files;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Stores any graph, whole or not at all.</summary>
internal static class PutGraph
{
    public static void MapPutGraph(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/graphs/{name}", HandleAsync).WithName("PutGraph").WithTags("graphs")
            .WithSummary("Store a graph: a form with the parts nodes and edges (TSV or CSV), or one file (GraphML, node-link JSON, edge list)")
            .Produces<GraphInfo>().Produces<GraphInfo>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<IResult> HandleAsync(
        string name, string? directed, string? columns, IGraphStore store, GraphImports imports, IOptions<GraphOptions> options, HttpContext http, CancellationToken cancellationToken)
    {
        if (!StoredName.IsValid(name))
            return Problems.Bad("name", name, StoredName.Rule);
        if (!bool.TryParse(directed ?? "false", out var isDirected))
            return Problems.Bad("directed", directed, "true or false (default; GraphML and JSON say it themselves)");
        string[] names = string.IsNullOrEmpty(columns) ? [NamedGraph.WeightName] : columns.Split(',', StringSplitOptions.TrimEntries);
        if (names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            return Problems.Bad("columns", columns, "names of the fields behind the two ids of an edge list without a header, all different, such as time or weight,time");
        var edgeList = new EdgeListOptions { IsDirected = isDirected, Columns = names };
        var mostBytes = options.Value.MaximumBytes;
        if (http.Request.ContentLength > mostBytes)
            return TypedResults.Problem($"The upload has {http.Request.ContentLength} bytes; at most {mostBytes} are read (setting Graphs:MaximumMebibytes).", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes;
        try
        {
            var (info, existed) = await imports.RunAsync(name, http.Request, edgeList, store, cancellationToken);
            EntityTag.IsKnownTo(http, info.Version);
            return existed ? TypedResults.Ok(info) : TypedResults.Created($"/v1/graphs/{name}", info);
        }
        catch (GraphUploadException exception)
        {
            return Problems.Bad(exception.Message);
        }
    }
}
