using System.Text.Json.Nodes;
using NetMl.Gateway.Routing;

namespace NetMl.Gateway.OpenApi;

/// <summary>Makes one document of the services' documents, with only what the gateway forwards.</summary>
internal static class OpenApiMerger
{
    /// <summary>Extension that names the services whose part is missing, with the reason.</summary>
    public const string Unavailable = "x-unavailable-services";

    public static JsonObject Merge(IReadOnlyList<ServiceDocument> documents)
    {
        var paths = OwnPaths();
        var schemas = new JsonObject();
        var names = new SchemaNames(schemas);
        var unavailable = new JsonArray();
        HashSet<string> operationIds = [];
        foreach (var service in documents)
        {
            if (service.Document is { } document)
            {
                names.Adopt(service.AppId, document);
                AddPaths(paths, service.AppId, document, operationIds);
            }
            else
                unavailable.Add(new JsonObject { ["service"] = service.AppId, ["reason"] = service.Problem });
        }
        return Assemble(paths, schemas, unavailable);
    }

    private static void AddPaths(JsonObject paths, string appId, JsonObject document, HashSet<string> operationIds)
    {
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (item is not JsonObject operations || !ApiRoutes.Reaches(appId, path))
                continue;
            var target = paths[path] as JsonObject;
            if (target is null)
                paths[path] = target = [];
            foreach (var (key, value) in operations)
            {
                var copy = value?.DeepClone();
                if (copy is JsonObject operation && operation.ContainsKey("responses"))
                    Label(operation, appId, operationIds);
                target.TryAdd(key, copy);
            }
        }
    }

    private static void Label(JsonObject operation, string appId, HashSet<string> operationIds)
    {
        operation["tags"] = new JsonArray(appId);
        if (operation["operationId"]?.GetValue<string>() is { } id && !operationIds.Add(id))
            operation["operationId"] = $"{appId}-{id}";
    }

    private static JsonObject Assemble(JsonObject paths, JsonObject schemas, JsonArray unavailable)
    {
        var merged = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "NetMlAspire", ["version"] = "v1", ["description"] = "Network flows in, graphs, behaviours, trained models and predictions out. Errors are application/problem+json with one sentence in detail; under /v2 they are {\"error\": …}." },
            ["security"] = new JsonArray(new JsonObject { ["ApiKey"] = new JsonArray() }, new JsonObject { ["Bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["ApiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" },
                    ["Bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
            },
        };
        if (unavailable.Count > 0)
            merged[Unavailable] = unavailable;
        return merged;
    }

    private static JsonObject OwnPaths() => new()
    {
        ["/health"] = Own("Whether the gateway is ready.", open: true),
        ["/alive"] = Own("Whether the gateway runs.", open: true),
        ["/openapi/v1.json"] = Own("This document.", open: false),
    };

    private static JsonObject Own(string summary, bool open)
    {
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray("gateway"),
            ["summary"] = summary,
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        };
        if (open)
            operation["security"] = new JsonArray();
        return new() { ["get"] = operation };
    }
}
