using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/keys: the signing keys of all enrolled sites; a site pins them.</summary>
static class GetSigningKeys
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/keys", HandleAsync)
        .WithName("GetSigningKeys").WithSummary("Lists the sites' signing keys").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<SigningKeys>, ProblemHttpResult>> HandleAsync(SiteCaller caller, FederationCalls federations)
    {
        var reply = await federations.AskAsync(caller.Federation, actor => actor.KeysAsync(caller.Site, caller.KeyId));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.SigningKeys)) : reply.Problem();
    }
}
