using System.Net;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Protocol;

public sealed class ServerEndpointsTests
{
    [Theory]
    [InlineData("/v2")]
    [InlineData("/v2/")]
    public async Task Metadata_OfTheServer_HasNameVersionAndExtensions(string path)
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();

        var server = await (await client.GetAsync(path)).JsonAsync();

        Assert.Equal("netml-inference", (string)server["name"]!);
        Assert.NotEmpty((string)server["version"]!);
        Assert.Contains("model_repository", server["extensions"]!.AsArray().Select(extension => (string)extension!));
    }

    [Fact]
    public async Task Live_Always_Answers200()
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();

        Assert.True((bool)(await (await client.GetAsync("/v2/health/live")).JsonAsync())["live"]!);
    }

    [Fact]
    public async Task Ready_BeforeAndAfterTheFirstRegistryRead_Answers503Then200()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.IsDown = true;
        using var client = inference.Client();

        var before = await client.GetAsync("/v2/health/ready");
        var healthBefore = await client.GetAsync("/health");
        inference.Shelf.IsDown = false;
        await inference.RefreshAsync();
        var after = await client.GetAsync("/v2/health/ready");
        var healthAfter = await client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, healthBefore.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.OK, healthAfter.StatusCode);
    }

    [Fact]
    public async Task Call_ToUnknownPathOrMethod_AnswersProtocolError()
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();

        Assert.Contains("/v2/nothing", await (await client.GetAsync("/v2/nothing")).ErrorAsync(HttpStatusCode.NotFound));
        Assert.Contains("POST", await (await client.GetAsync("/v2/models/m/infer")).ErrorAsync(HttpStatusCode.MethodNotAllowed));
    }
}
