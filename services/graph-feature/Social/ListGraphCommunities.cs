using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Social;

/// <summary>The communities of a stored graph, largest first, and how they agree with its labels; or the members of one.</summary>
internal static class ListGraphCommunities
{
    public static void MapListGraphCommunities(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/graphs/{name}/communities", HandleAsync).WithName("ListGraphCommunities").WithTags("graphs")
            .WithSummary("Nodes that are linked with each other more than with others").ProducesGraphAnswer<GraphCommunitiesPage>();

    public static void MapGetGraphCommunity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/graphs/{name}/communities/{id}", GetAsync).WithName("GetGraphCommunity").WithTags("graphs")
            .WithSummary("The members of one community").ProducesGraphAnswer<GraphCommunityMembers>();

    private static async Task<IResult> HandleAsync(
        string name, string? method, string? resolution, string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Division.Read(method, resolution, out var how) is { } badMethod)
            return badMethod;
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, graph =>
        {
            var division = Division.Find(graph, how.Method, how.Resolution, cancellationToken);
            var shown = Enumerable.Range(0, division.Count).Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new GraphCommunitiesPage(
                name, how.Method, how.Resolution, division.Modularity, division.Agreement, division.Count, page.Offset, [.. shown.Select(division.Describe)]));
        }, cancellationToken);
    }

    private static async Task<IResult> GetAsync(
        string name, string id, string? method, string? resolution, string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Problems.WholeNumber(id, 0, 0, int.MaxValue) is not { } community)
            return Problems.Bad("id", id, $"a whole number from 0 to {int.MaxValue}");
        if (Division.Read(method, resolution, out var how) is { } badMethod)
            return badMethod;
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, graph =>
        {
            var division = Division.Find(graph, how.Method, how.Resolution, cancellationToken);
            if (community >= division.Count)
                return Problems.NotFound($"There is no community {community} in graph '{name}': they are 0 to {division.Count - 1}, largest first.");
            var members = division.Members(community).ToArray().Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new GraphCommunityMembers(name, division.Describe(community), page.Offset, [.. members.Select(graph.NameOf)]));
        }, cancellationToken);
    }
}
