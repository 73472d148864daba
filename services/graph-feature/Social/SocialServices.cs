using Microsoft.OpenApi;

namespace NetMl.GraphFeature.Social;

/// <summary>Registers and maps the questions about networks of people and machines alike, for uploaded graphs and data sets.</summary>
internal static class SocialServices
{
    public static void AddSocial(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<SocialOptions, SocialOptionsValidator>("Social");
        builder.Services.AddSingleton<SocialGraphs>();
    }

    public static void MapSocial(this IEndpointRouteBuilder routes)
    {
        routes.MapListGraphCommunities();
        routes.MapGetGraphCommunity();
        routes.MapListBrokers();
        routes.MapGetInfluence();
        routes.MapListPredictedLinks();
    }

    /// <summary>Maps one question for both kinds of graphs.</summary>
    public static void MapBoth(this IEndpointRouteBuilder routes, string question, Func<string, RouteHandlerBuilder> map, string operation, string summary)
    {
        map($"/v1/graphs/{{name}}/{question}").WithName(operation + "OfGraph").WithTags("graphs").WithSummary(summary + " of a stored graph").WithPathParameter("name");
        map($"/v1/datasets/{{dataset}}/{question}").WithName(operation + "OfDataset").WithTags("hosts").WithSummary(summary + " of a data set's hosts").WithPathParameter("dataset");
    }

    /// <summary>Describes a part of the path that the handler, being the same for both, does not name.</summary>
    private static void WithPathParameter(this RouteHandlerBuilder route, string name) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        operation.Parameters.Insert(0, new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        return Task.CompletedTask;
    });
}
