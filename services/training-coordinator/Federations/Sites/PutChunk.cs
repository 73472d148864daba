using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>PUT …/sites/{site}/upload/{chunk}?round=&amp;attempt=: one chunk of an announced update, in any order; safe to repeat.</summary>
static class PutChunk
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/upload/{chunk}", HandleAsync)
        .WithName("PutUploadChunk").WithSummary("Takes a chunk of a site's update").Accepts<byte[]>("application/octet-stream")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<Ok<MessageReceipt>, ProblemHttpResult>> HandleAsync(
        SiteCaller caller, int chunk, int round, int attempt, HttpRequest request, FederationCalls federations, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request, UpdateManifest.MaximumChunkBytes, cancellationToken) is not { } bytes)
            return BoundedBody.TooLong(UpdateManifest.MaximumChunkBytes);
        var reply = await federations.AskAsync(caller.Federation, actor => actor.ChunkAsync(caller.Site, caller.KeyId, round, attempt, chunk, bytes));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.MessageReceipt)) : reply.Problem();
    }
}
