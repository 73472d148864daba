using Microsoft.OpenApi;

namespace NetMl.Inference;

/// <summary>Describes bodies in the OpenAPI document without making the server insist on a Content-Type: real clients leave it out.</summary>
internal static class OpenApiDescriptions
{
    public static RouteHandlerBuilder WithJsonBody(this RouteHandlerBuilder endpoint, string description) => endpoint.WithBody(description, "application/json");

    public static RouteHandlerBuilder WithBody(this RouteHandlerBuilder endpoint, string description, string mediaType) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody { Description = description, Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() } };
            return Task.CompletedTask;
        });

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status, contentType: "application/json").AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response) == true)
                response.Description = description;
            return Task.CompletedTask;
        });
}
