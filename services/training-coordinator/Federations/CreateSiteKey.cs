using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>POST /v1/federations/{federation}/keys: a key for a site, shown once; it takes the place of the site's earlier one.</summary>
static class CreateSiteKey
{
    private const int KeyIdBytes = 9;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{federation}/keys", HandleAsync)
        .WithName("CreateSiteKey").WithSummary("Makes a site's key")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Created<SiteKey>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string federation, SiteKeyRequest request, FederationCalls federations, IOptions<SiteKeyOptions> options)
    {
        if (!FederationName.IsValid(request.Site))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["site"] = [FederationName.Rule] }, detail: $"site must be {FederationName.Rule}.");
        if (options.Value.Secret is not { } secret)
            return TypedResults.Problem("Site keys cannot be made: the setting SiteKeys:Secret is missing here and at the gateway.", statusCode: StatusCodes.Status503ServiceUnavailable);
        var keyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyIdBytes));
        var reply = await federations.AskAsync(federation, actor => actor.InviteAsync(request.Site, keyId));
        return reply.IsGood
            ? TypedResults.Created((string?)null, new SiteKey(federation, request.Site, SiteKeys.Create(secret, federation, request.Site, keyId)))
            : reply.Problem();
    }
}
