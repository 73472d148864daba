using Microsoft.Extensions.DependencyInjection.Extensions;

namespace NetMl.Gateway.OpenApi;

/// <summary>GET /openapi/v1.json: one document for the whole API.</summary>
internal static class GetOpenApiDocument
{
    public static void AddOpenApiDocument(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ServiceDocuments>();
        builder.Services.AddSingleton<OpenApiCache>();
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app) => app.MapGet("/openapi/v1.json", HandleAsync);

    private static async Task<IResult> HandleAsync(OpenApiCache cache, CancellationToken cancellationToken) =>
        TypedResults.Text(await cache.GetAsync(cancellationToken), "application/json");
}
