using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Features.Exploration;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Hosts;

/// <summary>The hosts of a data set that meet conditions, those with the most of one feature first.</summary>
internal static class ListHosts
{
    private const string DefaultSort = "pagerank";

    public static void MapListHosts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/hosts", HandleAsync).WithName("ListHosts").WithTags("hosts")
            .WithSummary("The host graph's sizes and its hosts, sorted, filtered and paged").ProducesGraphAnswer<HostsPage>();

    private static async Task<IResult> HandleAsync(
        string dataset, string? sort, string? order, string? where, string? address, string? offset, string? top,
        DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        sort = string.IsNullOrEmpty(sort) ? DefaultSort : sort;
        if (HostFeatures.Names.ToList().IndexOf(sort) is not (>= 0 and var column))
            return Problems.BadName("sort", sort, HostFeatures.Names);
        if (GraphAnswers.ReadAddresses("address", address, out var addresses) is { } badAddress)
            return badAddress;
        if (GraphAnswers.ReadOrder(order, out var ascending) is { } badOrder)
            return badOrder;
        if (GraphAnswers.ReadWhere(where, HostFeatures.Names, out var filter) is { } badCondition)
            return badCondition;
        if (PageRequest.Read(offset, top, out var page) is { } badPage)
            return badPage;

        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            var found = RowSelection.Of(
                graph.Graph.Hosts.Length, node => addresses.Matches(graph.Address(node)) && filter.Holds(node, graph.HostFeature),
                node => graph.HostFeature(node, column), ascending, page.Offset, page.Top);
            return TypedResults.Ok(new HostsPage(dataset, graph.Summary, sort, [.. found.Rows.Select(graph.Host)], found.Total, page.Offset));
        }, cancellationToken);
    }
}
