using NetMl.Contracts;

namespace NetMl.Gateway.Routing;

/// <summary>Everything the gateway forwards. What is not here, such as /internal, does not exist for callers.</summary>
internal static class ApiRoutes
{
    private const string Get = "GET";
    private const string Post = "POST";
    private const string Put = "PUT";
    private const string Delete = "DELETE";

    // A WebSocket over HTTP/2 is opened with CONNECT instead of GET. YARP's own route matching does not know that method.
    private const string Connect = "CONNECT";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new(AppIds.Ingest, "/v1/datasets/{dataset}/flows", RouteKind.Call, Post),
        new(AppIds.Ingest, "/v1/datasets/{dataset}/flows/stream", RouteKind.Stream, Get, Connect),
        new(AppIds.GraphFeature, "/v1/datasets", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}", RouteKind.Call, Get, Delete),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/statistics", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/hosts", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/hosts/{address}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/hosts/{address}/ego", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/edges", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/communities", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/communities/{id}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/brokers", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/influence", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/links", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/paths", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/features/{family}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/behaviours", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/behaviours/{id}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/behaviours/stream", RouteKind.Stream, Get, Connect),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/allow-list", RouteKind.Call, Get, Put),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/snapshots", RouteKind.Call, Get, Post),
        new(AppIds.GraphFeature, "/v1/datasets/{dataset}/snapshots/series", RouteKind.Call, Post),
        new(AppIds.GraphFeature, "/v1/snapshots/{id}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/snapshots/{id}/tensors", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}", RouteKind.Call, Get, Put, Delete),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/nodes", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/edges", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/communities", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/communities/{id}", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/brokers", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/influence", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/graphs/{name}/links", RouteKind.Call, Get),
        new(AppIds.GraphFeature, "/v1/backup/datasets/{dataset}", RouteKind.Call, Get, Post),
        new(AppIds.GraphFeature, "/v1/backup/graphs/{name}", RouteKind.Call, Get, Put),
        new(AppIds.TrainingCoordinator, "/v1/jobs", RouteKind.Call, Get, Post),
        new(AppIds.TrainingCoordinator, "/v1/jobs/{id}", RouteKind.Call, Get, Delete),
        new(AppIds.TrainingCoordinator, "/v1/jobs/{id}/events", RouteKind.Stream, Get),
        new(AppIds.TrainingCoordinator, "/v1/models", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/models/{model}", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/models/{model}/versions/{version}/card", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/models/{model}/versions/{version}/artifact", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/models/{model}/versions/{version}/onnx", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations", RouteKind.Call, Get, Post),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}", RouteKind.Call, Get, Delete),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/events", RouteKind.Stream, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/keys", RouteKind.Call, Post),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/keys/{site}", RouteKind.Call, Delete),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/rounds/{round}/transcript", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}", RouteKind.Call, Put),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/terms", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/task", RouteKind.Stream, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/inbox", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/keys", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/vectors/{sha256}", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/messages", RouteKind.Call, Post),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/upload", RouteKind.Call, Get),
        new(AppIds.TrainingCoordinator, "/v1/federations/{federation}/sites/{site}/upload/{chunk}", RouteKind.Call, Put),
        new(AppIds.Inference, "/v1/models/{model}/score", RouteKind.Computation, Post),
        new(AppIds.Inference, "/v1/models/{model}/evaluate", RouteKind.Computation, Post),
        new(AppIds.Inference, "/v1/models/{model}/explain", RouteKind.Computation, Post),
        new(AppIds.Inference, "/v2/{**path}", RouteKind.Computation, Get, Post),
    ];

    public static ApiRoute ById(string id) => All.First(route => route.Id == id);

    /// <summary>The services behind the gateway.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. All.Select(route => route.AppId).Distinct()];

    /// <summary>Whether a path template of a service's own document can be reached through the gateway.</summary>
    public static bool Reaches(string appId, string template) =>
        All.Any(route => route.AppId == appId && (Shape(route.Path) == Shape(template) || IsUnderCatchAll(route.Path, template)));

    private static bool IsUnderCatchAll(string path, string template)
    {
        var start = path.IndexOf("/{**", StringComparison.Ordinal);
        return start >= 0 && (template.Length == start || template.StartsWith(path[..(start + 1)], StringComparison.Ordinal)) && template.StartsWith(path[..start], StringComparison.Ordinal);
    }

    // Parameter names and constraints may differ between the service and the gateway.
    private static string Shape(string template) =>
        string.Join('/', template.Split('/').Select(segment => segment.StartsWith('{') ? "{}" : segment));
}
