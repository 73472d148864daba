using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/inbox?round=&amp;attempt=&amp;step=: what other sites sent that this one needs for the running step.</summary>
static class GetInbox
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/inbox", HandleAsync)
        .WithName("GetSiteInbox").WithSummary("Fetches the messages for a step")
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(SiteCaller caller, int round, int attempt, string step, FederationCalls federations)
    {
        if (step is not (RoundSteps.Shares or RoundSteps.Update or RoundSteps.Confirm or RoundSteps.Unmask))
            return TypedResults.Problem(
                $"step must be {RoundSteps.Shares}, {RoundSteps.Update}, {RoundSteps.Confirm} or {RoundSteps.Unmask}.", statusCode: StatusCodes.Status400BadRequest);
        var reply = await federations.AskAsync(caller.Federation, actor => actor.InboxAsync(caller.Site, caller.KeyId, round, attempt, step));
        return reply.IsGood ? TypedResults.Bytes(reply.Body.ToArray(), "application/octet-stream") : reply.Problem();
    }
}
