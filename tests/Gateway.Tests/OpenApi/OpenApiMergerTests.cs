using System.Text.Json.Nodes;
using NetMl.Gateway.OpenApi;

namespace NetMl.Gateway.Tests.OpenApi;

public sealed class OpenApiMergerTests
{
    private const string Template = """
        {
          "openapi": "3.1.1",
          "paths": {
            "PATH": { "get": { "operationId": "OPERATION", "tags": ["Program"], "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Outer" } } } } } } },
            "/internal/leases": { "post": { "responses": {} } },
            "/health": { "get": { "responses": {} } }
          },
          "components": { "schemas": SCHEMAS }
        }
        """;

    private static ServiceDocument Document(string appId, string json) => new(appId, JsonNode.Parse(json)!.AsObject(), null);

    private static string Service(string path, string operation, string schemas) => Template
        .Replace("PATH", path, StringComparison.Ordinal).Replace("OPERATION", operation, StringComparison.Ordinal).Replace("SCHEMAS", schemas, StringComparison.Ordinal);

    [Fact]
    public void Merge_OfTwoServices_KeepsReachablePathsOnly()
    {
        var merged = OpenApiMerger.Merge([
            Document("graph-feature", Service("/v1/datasets/{name}", "get", """{"Outer":{"type":"object"}}""")),
            Document("training-coordinator", Service("/v1/jobs/{id}", "get", """{"Outer":{"type":"object"}}"""))]);

        Assert.Equal(["/health", "/alive", "/openapi/v1.json", "/v1/datasets/{name}", "/v1/jobs/{id}"], merged["paths"]!.AsObject().Select(path => path.Key));
        Assert.Equal(["Outer"], merged["components"]!["schemas"]!.AsObject().Select(schema => schema.Key));
        Assert.Equal("training-coordinator-get", (string)merged["paths"]!["/v1/jobs/{id}"]!["get"]!["operationId"]!);
        Assert.Null(merged[OpenApiMerger.Unavailable]);
    }

    [Fact]
    public void Merge_OfSchemasWithOneNameAndTwoShapes_RenamesTheSecondAndWhatRefersToIt()
    {
        const string First = """{"Outer":{"properties":{"inner":{"$ref":"#/components/schemas/Inner"}}},"Inner":{"type":"string"}}""";
        const string Second = """{"Outer":{"properties":{"inner":{"$ref":"#/components/schemas/Inner"}}},"Inner":{"type":"integer"}}""";

        var merged = OpenApiMerger.Merge([
            Document("graph-feature", Service("/v1/datasets", "list", First)), Document("training-coordinator", Service("/v1/jobs", "jobs", Second))]);

        var schemas = merged["components"]!["schemas"]!;
        Assert.Equal("string", (string)schemas["Inner"]!["type"]!);
        Assert.Equal("integer", (string)schemas["TrainingCoordinatorInner"]!["type"]!);
        Assert.Equal("#/components/schemas/TrainingCoordinatorInner", (string)schemas["TrainingCoordinatorOuter"]!["properties"]!["inner"]!["$ref"]!);
        Assert.Equal("#/components/schemas/TrainingCoordinatorOuter",
            (string)merged["paths"]!["/v1/jobs"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!);
    }

    [Fact]
    public void Merge_OfProblemsThatDifferInJsonSettingsOnly_SharesThem()
    {
        const string Open = """{"Outer":{"type":"object"},"ProblemDetails":{"type":"object"}}""";
        const string Closed = """{"Outer":{"type":"object"},"ProblemDetails":{"type":"object","additionalProperties":false}}""";

        var merged = OpenApiMerger.Merge([
            Document("graph-feature", Service("/v1/datasets", "list", Closed)), Document("training-coordinator", Service("/v1/jobs", "jobs", Open))]);

        Assert.Equal(["Outer", "ProblemDetails"], merged["components"]!["schemas"]!.AsObject().Select(schema => schema.Key));
    }

    [Fact]
    public void Merge_WithServiceDown_SaysWhichPartIsMissing()
    {
        var merged = OpenApiMerger.Merge([new ServiceDocument("ingest", null, "it cannot be reached")]);

        var missing = Assert.Single(merged[OpenApiMerger.Unavailable]!.AsArray())!;
        Assert.Equal("ingest", (string)missing["service"]!);
        Assert.Equal("it cannot be reached", (string)missing["reason"]!);
        Assert.Equal("apiKey", (string)merged["components"]!["securitySchemes"]!["ApiKey"]!["type"]!);
    }
}
