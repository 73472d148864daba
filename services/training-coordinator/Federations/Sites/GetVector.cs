using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using NetMl.TrainingCoordinator.Federations.Actors;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/vectors/{sha256}: a shared vector as it is addressed by its content, or the encoded shared scaling.</summary>
static class GetVector
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/vectors/{sha256}", HandleAsync)
        .WithName("GetVector").WithSummary("Fetches a shared vector").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        SiteCaller caller, string sha256, FederationCalls federations, IVectorStore vectors, CancellationToken cancellationToken)
    {
        var reply = await federations.AskAsync(caller.Federation, actor => actor.MayReadAsync(caller.Site, caller.KeyId, sha256));
        if (!reply.IsGood)
            return reply.Problem();
        return await vectors.LoadAsync(caller.Federation, sha256, cancellationToken) is { } vector
            ? TypedResults.Bytes(vector, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{sha256}\""))
            : TypedResults.Problem("The federation has no such vector now: ask for the present task.", statusCode: StatusCodes.Status404NotFound);
    }
}
