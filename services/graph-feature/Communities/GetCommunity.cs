using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Social;

namespace NetMl.GraphFeature.Communities;

/// <summary>The members of one community, by address.</summary>
internal static class GetCommunity
{
    public static void MapGetCommunity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/communities/{id}", HandleAsync).WithName("GetCommunity").WithTags("hosts")
            .WithSummary("The members of one community").ProducesGraphAnswer<CommunityMembers>();

    private static async Task<IResult> HandleAsync(
        string dataset, string id, string? method, string? resolution, string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Problems.WholeNumber(id, 0, 0, int.MaxValue) is not { } community)
            return Problems.Bad("id", id, $"a whole number from 0 to {int.MaxValue}");
        if (Division.Read(method, resolution, out var how) is { } badMethod)
            return badMethod;
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            var communities = ListCommunities.Find(graph, how, cancellationToken);
            if (community >= communities.Count)
                return Problems.NotFound($"There is no community {community} in data set '{dataset}': they are 0 to {communities.Count - 1}, largest first.");
            var members = communities.Members(community).ToArray().Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new CommunityMembers(dataset, ListCommunities.Summarise(graph, communities, community), page.Offset, [.. members.Select(graph.Graph.Address)]));
        }, cancellationToken);
    }
}
