using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>PUT …/sites/{site}: registers the site's signing key, once; safe to repeat with the same key.</summary>
static class EnrolSite
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("EnrolSite").WithSummary("Enrols a site")
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<FederationTerms>, ValidationProblem, ProblemHttpResult>> HandleAsync(SiteCaller caller, SiteEnrolment enrolment, FederationCalls federations)
    {
        if (enrolment.SigningKey is not { Length: > 0 and <= 1024 } || enrolment.Proof is not { Length: > 0 and <= 1024 })
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["signingKey"] = ["SubjectPublicKeyInfo of an ECDSA P-256 key"], ["proof"] = ["signature over the enrolment message"] },
                detail: "signingKey must be the SubjectPublicKeyInfo of an ECDSA P-256 key, and proof its signature over the enrolment message, both base64.");
        var body = JsonSerializer.SerializeToUtf8Bytes(enrolment, WireJson.Default.SiteEnrolment);
        var reply = await federations.AskAsync(caller.Federation, actor => actor.EnrolAsync(caller.Site, caller.KeyId, body));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.FederationTerms)) : reply.Problem();
    }
}
