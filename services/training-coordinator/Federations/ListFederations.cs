using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>GET /v1/federations: all federations, by name.</summary>
static class ListFederations
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync).WithName("ListFederations").WithSummary("Lists federations");

    private static async Task<Ok<IReadOnlyList<FederationStatus>>> HandleAsync(FederationIndex index, FederationCalls federations, CancellationToken cancellationToken)
    {
        var found = new List<FederationStatus>();
        foreach (var name in await index.ListAsync(cancellationToken))
        {
            var reply = await federations.AskAsync(name, federation => federation.StatusAsync());
            if (reply.IsGood)
                found.Add(reply.Read(WireJson.Default.FederationStatus));
        }
        return TypedResults.Ok<IReadOnlyList<FederationStatus>>(found);
    }
}
