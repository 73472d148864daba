using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/terms: what a site must know and may refuse before it sends anything.</summary>
static class GetTerms
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/terms", HandleAsync)
        .WithName("GetFederationTerms").WithSummary("Shows a site the terms").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<FederationTerms>, ProblemHttpResult>> HandleAsync(SiteCaller caller, FederationCalls federations)
    {
        var reply = await federations.AskAsync(caller.Federation, actor => actor.TermsAsync(caller.Site, caller.KeyId));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.FederationTerms)) : reply.Problem();
    }
}
