using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>POST …/sites/{site}/messages: one signed message. Safe to repeat: the same message again changes nothing, another one in its place is refused.</summary>
static class PostMessage
{
    private const int MostBytes = SignedMessage.MaximumBodyBytes + 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/messages", HandleAsync)
        .WithName("PostSiteMessage").WithSummary("Takes a site's signed message").Accepts<byte[]>("application/octet-stream")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<Ok<MessageReceipt>, ProblemHttpResult>> HandleAsync(SiteCaller caller, HttpRequest request, FederationCalls federations, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request, MostBytes, cancellationToken) is not { } frame)
            return BoundedBody.TooLong(MostBytes);
        var reply = await federations.AskAsync(caller.Federation, actor => actor.MessageAsync(caller.Site, caller.KeyId, frame));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.MessageReceipt)) : reply.Problem();
    }
}
