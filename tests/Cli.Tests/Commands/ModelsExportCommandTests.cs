using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Tests.Commands;

public sealed class ModelsExportCommandTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];

    [Fact]
    public async Task Export_Onnx_WritesTheFileAndItsSum()
    {
        await using var gateway = await StartAsync(Convert.ToHexStringLower(SHA256.HashData(Content)));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "office.onnx");

        var run = await gateway.NetMlAsync("models", "export", "office-flows", "--version", "2", "--format", "onnx", "-o", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("GET /v1/models/office-flows/versions/2/onnx", Assert.Single(gateway.Calls));
        Assert.Equal(Content, await File.ReadAllBytesAsync(file));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Content)), run.Output);
    }

    [Fact]
    public async Task Export_OtherBytesThanAnnounced_WritesNothing()
    {
        await using var gateway = await StartAsync(new string('a', 64));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "office.safetensors");

        var run = await gateway.NetMlAsync("models", "export", "office-flows", "--out", file);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("GET /v1/models/office-flows/versions/latest/artifact", Assert.Single(gateway.Calls));
        Assert.Contains("instead of aaaa", run.Error);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Export_LatestWithoutAName_IsNamedAfterItsNumber()
    {
        await using var gateway = await StartAsync(Convert.ToHexStringLower(SHA256.HashData(Content)));
        var file = Path.GetFullPath("named-after-version-7.safetensors");
        try
        {
            var run = await gateway.NetMlAsync("models", "export", "named-after-version", "--force");

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("GET /v1/models/named-after-version/versions/7/artifact", gateway.Calls);
            Assert.Equal(Content, await File.ReadAllBytesAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Export_FileExists_IsAskedForForce()
    {
        await using var gateway = await StartAsync("");
        using var folder = new TemporaryFolder();

        var run = await gateway.NetMlAsync("models", "export", "office-flows", "--out", folder.Write("kept", "x"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("add --force to replace it", run.Sentence);
        Assert.Empty(gateway.Calls);
    }

    [Fact]
    public async Task Card_AsText_IsTheGatewaysMarkdown()
    {
        await using var gateway = await StartAsync("");

        var run = await gateway.NetMlAsync("models", "card", "office-flows");

        Assert.Equal("# for text/markdown", run.Output.Trim());
        Assert.Equal("GET /v1/models/office-flows/versions/latest/card", Assert.Single(gateway.Calls));
    }

    [Fact]
    public async Task Card_AsJson_IsTheGatewaysCard()
    {
        var card = new ModelCard(
            "m", 2, "flow-anomaly", "masked", "Ranks flows.", Samples.Noon, "ab", 7, "job-1", new CardData("office", "s", "flows", null, 1, null, 2, null, []),
            new CardFeatures([], [], "None."), new Dictionary<string, string>(), [1], new CardMetrics(null, []), ["A limit."], []);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/models/{model}/versions/{version}/card", () => Results.Json(card)));

        var run = await gateway.NetMlAsync("models", "card", "m", "--json");

        Assert.Contains("A limit.", run.Output);
    }

    private static Task<FakeGateway> StartAsync(string sum) => FakeGateway.StartAsync(app =>
    {
        app.MapGet("/v1/models/{model}/versions/{version}/card", (HttpRequest request) => Results.Text($"# for {request.Headers.Accept}\n", "text/markdown"));
        app.MapGet("/v1/models/{model}", (string model) => Results.Json(new ModelEntry(model, [], new Dictionary<string, int> { ["latest"] = 7 })));
        foreach (var what in (string[])["artifact", "onnx"])
            app.MapGet($"/v1/models/{{model}}/versions/{{version}}/{what}", () => Results.Bytes(Content, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{sum}\"")));
    });
}
