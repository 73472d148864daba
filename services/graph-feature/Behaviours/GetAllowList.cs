using System.Net.Mime;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>What is expected in a data set.</summary>
internal static class GetAllowList
{
    private const string Empty = """{"hosts":{},"entries":[]}""";

    public static void MapGetAllowList(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/allow-list", HandleAsync).WithName("GetAllowList").WithTags("behaviours")
            .WithSummary("The allow-list as it was put; an empty one when there is none")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Json).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string dataset, IFlowStore store, IAllowListStore lists, CancellationToken cancellationToken) =>
        await store.FindDatasetAsync(dataset, cancellationToken) is null ? await Problems.UnknownDatasetAsync(store, dataset, cancellationToken)
            : TypedResults.Text(await lists.ReadAsync(dataset, cancellationToken) ?? Empty, MediaTypeNames.Application.Json);
}
