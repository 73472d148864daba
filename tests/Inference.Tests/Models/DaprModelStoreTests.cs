using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Models;

public sealed class DaprModelStoreTests
{
    [SkippableFact]
    public async Task Registry_BehindASidecar_IsFollowedAndServed()
    {
        Skip.IfNot(FakeSidecar.IsUnderstood, "the real SDK reads state over gRPC");
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var inference = new InferenceUnderTest { UsesShelf = false }.With("DAPR_HTTP_ENDPOINT", sidecar.Address);
        using var client = await inference.ClientAsync();
        var bytes = Artifacts.Small(1).Write();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var version = new ModelVersion("m", 1, sha256, TrainingTasks.FlowClassification, bytes.Length, DateTimeOffset.UnixEpoch, "job");
        foreach (var (index, chunk) in bytes.Chunk(ModelStoreKeys.ChunkBytes).Index())
            sidecar.Put(DaprComponents.ModelStore, ModelStoreKeys.Chunk(sha256, index), chunk);
        IReadOnlyList<ModelEntry> registry = [new("m", [version], new Dictionary<string, int> { ["latest"] = 1 })];
        sidecar.Put(DaprComponents.ModelStore, ModelStoreKeys.Registry, JsonSerializer.SerializeToUtf8Bytes(registry, WireJson.Default.IReadOnlyListModelEntry));

        using var response = await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request);

        Assert.Equal("1", (string)(await response.JsonAsync())["model_version"]!);
    }

    [Fact]
    public async Task Subscription_IsAnnouncedToTheSidecar()
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();

        var subscriptions = JsonNode.Parse(await client.GetStringAsync("/dapr/subscribe"))!;

        var subscription = Assert.Single(subscriptions.AsArray())!;
        Assert.Equal("pubsub models.published", $"{subscription["pubsubName"] ?? subscription["pubsubname"]} {subscription["topic"]}");
    }
}
