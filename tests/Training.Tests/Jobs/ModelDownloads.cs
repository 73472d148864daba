using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;

namespace NetMl.Training.Tests.Jobs;

/// <summary>What a published version can be downloaded as.</summary>
internal static class ModelDownloads
{
    public static async Task CheckAsync(HttpClient api, JobResult result)
    {
        var address = $"/v1/models/{result.Published.Model}/versions";

        using var artifact = await api.GetAsync($"{address}/latest/artifact");
        var bytes = await artifact.Content.ReadAsByteArrayAsync();
        Assert.Equal(($"\"{result.Published.Sha256}\"", result.Published.Bytes), (artifact.Headers.ETag?.Tag, artifact.Content.Headers.ContentLength));
        Assert.Equal(result.Published.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(("office", "time train=0.7"), (ModelArtifact.Read(bytes).Lineage.Dataset, ModelArtifact.Read(bytes).Lineage.Split));
        Assert.Equal(result.SplitTime, ModelArtifact.Read(bytes).Lineage.SplitTime);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{address}/1/artifact") { Headers = { IfNoneMatch = { new(artifact.Headers.ETag?.Tag ?? "") } } };
        using var unchanged = await api.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var onnx = await api.GetAsync($"{address}/1/onnx");
        Assert.Equal(onnx.Headers.ETag?.Tag, $"\"{Convert.ToHexStringLower(SHA256.HashData(await onnx.Content.ReadAsByteArrayAsync()))}\"");

        var card = JsonSerializer.Deserialize(await api.GetStringAsync($"{address}/1/card"), WireJson.Default.ModelCard);
        Assert.Equal((result.TrainFlows, result.Model?.MacroF1), (card?.Data.Learnt, card?.Metrics.Model?.MacroF1));
        using var readable = new HttpRequestMessage(HttpMethod.Get, $"{address}/1/card") { Headers = { Accept = { new("text/markdown") } } };
        using var markdown = await api.SendAsync(readable);
        Assert.Equal("text/markdown", markdown.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"# {result.Published.Model}, version 1", await markdown.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        foreach (var what in (string[])["artifact", "onnx", "card"])
        {
            using var missing = await api.GetAsync($"{address}/9/{what}");
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
            Assert.Contains("has no version '9'; it has 1, latest.", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
