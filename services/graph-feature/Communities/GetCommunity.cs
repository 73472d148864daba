using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Communities;

/// <summary>The members of one community, by address.</summary>
internal static class GetCommunity
{
    public static void MapGetCommunity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/communities/{id}", HandleAsync).WithName("GetCommunity").WithTags("hosts")
            .WithSummary("The members of one community").ProducesGraphAnswer<CommunityMembers>();

    private static async Task<IResult> HandleAsync(
        string dataset, string id, string? offset, string? top, DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Problems.WholeNumber(id, 0, 0, int.MaxValue) is not { } community)
            return Problems.Bad("id", id, $"a whole number from 0 to {int.MaxValue}");
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            if (community >= graph.Communities.Count)
                return Problems.NotFound($"There is no community {community} in data set '{dataset}': they are 0 to {graph.Communities.Count - 1}, largest first.");
            var members = graph.Communities.Members(community).ToArray().Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new CommunityMembers(dataset, ListCommunities.Summarise(graph, community), page.Offset, [.. members.Select(graph.Graph.Address)]));
        }, cancellationToken);
    }
}
