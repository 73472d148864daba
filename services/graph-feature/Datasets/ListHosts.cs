using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>The hosts of a data set, those with the most of one feature first.</summary>
internal static class ListHosts
{
    private const string DefaultSort = "pagerank";
    private const int DefaultTop = 20;
    private const int MostHosts = 1000;

    public static void MapListHosts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/hosts", HandleAsync).WithName("ListHosts").WithTags("datasets")
            .WithSummary("The host graph's sizes and the top hosts by one feature")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<HostsPage>, ProblemHttpResult>> HandleAsync(
        string dataset, string? sort, string? top, IFlowStore store, HostTables tables, CancellationToken cancellationToken)
    {
        sort = string.IsNullOrEmpty(sort) ? DefaultSort : sort;
        if (!HostFeatures.Names.Contains(sort))
            return Problems.Bad("sort", sort, $"one of {string.Join(", ", HostFeatures.Names)}");
        if (Problems.WholeNumber(top, DefaultTop, 1, MostHosts) is not { } count)
            return Problems.Bad("top", top, $"a whole number from 1 to {MostHosts}");
        if (await store.FindDatasetAsync(dataset, cancellationToken) is not { } totals)
            return Problems.UnknownDataset(dataset);
        if (totals.Rows > tables.MaximumFlows)
            return Problems.Bad("dataset", dataset, $"a data set of at most {tables.MaximumFlows} flows (setting Snapshots:MaximumFlows), and this one has {totals.Rows}");

        var table = await tables.GetAsync(totals, cancellationToken);
        return TypedResults.Ok(new HostsPage(dataset, table.Graph, sort, table.Top(sort, count)));
    }
}
