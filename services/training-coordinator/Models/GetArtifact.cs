using Microsoft.Net.Http.Headers;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>GET /v1/models/{model}/versions/{version}/artifact: the safetensors file as it was published.</summary>
static class GetArtifact
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/models/{model}/versions/{version}/artifact", HandleAsync)
        .WithName("GetModelArtifact").WithSummary("Downloads a version's safetensors file")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string model, string version, ModelRegistry registry, ArtifactStore artifacts, HttpContext http, CancellationToken cancellationToken)
    {
        var (found, problem) = await registry.FindVersionAsync(model, version, cancellationToken);
        if (found is null)
            return problem ?? throw new InvalidOperationException("A version that is not found has an answer.");
        var tag = new EntityTagHeaderValue($"\"{found.Sha256}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = found.Bytes;

        // A chunk that is gone breaks the answer off: the caller sees fewer bytes than were promised.
        await foreach (var chunk in artifacts.ChunksAsync(found, cancellationToken))
            await http.Response.Body.WriteAsync(chunk, cancellationToken);
        return Results.Empty;
    }
}
