using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.OpenApi;
using NetMl.Gateway.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Gateway.Tests.OpenApi;

public sealed class GetOpenApiDocumentTests
{
    private const string Jobs = """{"openapi":"3.1.1","paths":{"/v1/jobs":{"get":{"responses":{"200":{"description":"OK"}}}}}}""";

    [Fact]
    public async Task Get_WithOneServiceUpAndOthersDown_HasItsPartAndNamesTheOthers()
    {
        var token = "";
        await using var replica = await Replica.StartAsync("training-coordinator", app => app.MapGet("/openapi/v1.json", (HttpRequest request) =>
        {
            token = request.Headers["dapr-api-token"].ToString();
            return Results.Text(Jobs, "application/json");
        }));
        await using var gateway = new GatewayUnderTest(replica).With("APP_API_TOKEN", "token").With("services:ingest:h2c:0", $"http://127.0.0.1:{FreePort.Next()}");
        using var client = gateway.Client();

        using var response = await client.GetAsync("/openapi/v1.json");
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(document["paths"]!["/v1/jobs"]!["get"]);
        Assert.Equal(["graph-feature", "inference", "ingest"], document[OpenApiMerger.Unavailable]!.AsArray().Select(entry => (string)entry!["service"]!).Order());
        Assert.Equal("token", token);
    }
}
