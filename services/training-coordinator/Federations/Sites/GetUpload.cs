using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/upload?round=&amp;attempt=: the chunks of an announced update that are still missing.</summary>
static class GetUpload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/upload", HandleAsync)
        .WithName("GetUpload").WithSummary("Lists the missing chunks of an update").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<MessageReceipt>, ProblemHttpResult>> HandleAsync(SiteCaller caller, int round, int attempt, FederationCalls federations)
    {
        var reply = await federations.AskAsync(caller.Federation, actor => actor.MissingAsync(caller.Site, caller.KeyId, round, attempt));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.MessageReceipt)) : reply.Problem();
    }
}
