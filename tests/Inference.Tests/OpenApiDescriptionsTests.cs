using System.Text.Json.Nodes;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests;

public sealed class OpenApiDescriptionsTests
{
    [Fact]
    public async Task Document_OfTheService_HasEveryApiPathWithASummaryAndNothingElse()
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();

        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;

        var paths = document["paths"]!.AsObject();
        Assert.Equal(
            ["/v1/models/{model}/evaluate", "/v1/models/{model}/explain", "/v1/models/{model}/score", "/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/{model}", "/v2/models/{model}/infer", "/v2/models/{model}/ready",
             "/v2/models/{model}/versions/{version}", "/v2/models/{model}/versions/{version}/infer", "/v2/models/{model}/versions/{version}/ready",
             "/v2/repository/index", "/v2/repository/models/{model}/load", "/v2/repository/models/{model}/unload"],
            paths.Select(path => path.Key.TrimEnd('/')).Where(path => path.StartsWith("/v", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("/events/models-published", paths.Select(path => path.Key));
        Assert.All(paths.Where(path => path.Key.StartsWith("/v", StringComparison.Ordinal)).SelectMany(path => path.Value!.AsObject()), operation => Assert.NotNull(operation.Value!["summary"]));
        Assert.NotNull(paths["/v2/models/{model}/infer"]!["post"]!["requestBody"]!["content"]!["application/json"]);
    }
}
