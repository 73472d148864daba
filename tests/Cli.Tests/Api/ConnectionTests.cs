using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Cli.Api;

namespace NetMl.Cli.Tests.Api;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Call_NobodyListens_SaysHowToStart()
    {
        var run = await NetMlRun.StartAsync("datasets", "--gateway", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "netml: The gateway at http://127.0.0.1:1 does not answer (connection refused): start the system with 'dotnet run --project AppHost', or name another gateway with --gateway.",
            run.Sentence);
    }

    [Fact]
    public async Task Call_WrongKey_SaysWhereKeysComeFrom()
    {
        await using var gateway = await FakeGateway.StartAsync(static _ => { });

        var run = await NetMlRun.StartAsync("datasets", "--gateway", gateway.Url, "--key", "wrong");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refused the key", run.Sentence);
    }

    [Fact]
    public async Task Call_KeyFile_UsesItsGatewayAndKey()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets", () => Results.Json(Array.Empty<object>())));
        var file = _folder.Write("gateway.json", $$"""{ "gateway": "{{gateway.Url}}", "key": "{{FakeGateway.Key}}" }""");

        var run = await NetMlRun.StartAsync(["datasets"], Stream.Null, new() { ["NETML_GATEWAY_FILE"] = file }, CancellationToken.None);

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Find_OtherGatewayThanTheFiles_KeepsTheFilesKeyBack()
    {
        var file = _folder.Write("gateway.json", """{ "gateway": "http://127.0.0.1:8080", "key": "secret" }""");

        var address = GatewayAddress.Find("http://example.org", null, new Dictionary<string, string> { ["NETML_GATEWAY_FILE"] = file }.GetValueOrDefault);

        Assert.Null(address.Key);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8081/")]
    [InlineData("http://example.org", null)]
    public void Find_FileWithHttp2Address_BelongsToTheFilesGateway(string gateway, string? expected)
    {
        var file = _folder.Write("gateway.json", """{ "gateway": "http://127.0.0.1:8080", "h2c": "http://127.0.0.1:8081", "key": "secret" }""");

        var address = GatewayAddress.Find(gateway, null, new Dictionary<string, string> { ["NETML_GATEWAY_FILE"] = file }.GetValueOrDefault);

        Assert.Equal(expected, address.Http2?.ToString());
    }

    [Fact]
    public void Find_OptionAndVariable_PrefersTheOption()
    {
        var variables = new Dictionary<string, string> { ["NETML_GATEWAY"] = "http://b", ["NETML_KEY"] = "kb" };

        var address = GatewayAddress.Find("http://a", null, variables.GetValueOrDefault);

        Assert.Equal(new GatewayAddress(new Uri("http://a"), "kb"), address);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://127.0.0.1")]
    public async Task Call_NoAddress_SaysHowToWriteOne(string url)
    {
        var run = await NetMlRun.StartAsync("datasets", "--gateway", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not an address of a gateway", run.Sentence);
    }

    [Fact]
    public async Task Call_TornKeyFile_NamesTheFile()
    {
        var file = _folder.Write("gateway.json", "{");

        var run = await NetMlRun.StartAsync(["datasets"], Stream.Null, new() { ["NETML_GATEWAY_FILE"] = file }, CancellationToken.None);

        Assert.Contains(file, run.Sentence);
    }

    [Fact]
    public async Task Call_KeyFileIsNotThere_NamesItAndItsVariable()
    {
        var run = await NetMlRun.StartAsync(["datasets"], Stream.Null, new() { ["NETML_GATEWAY_FILE"] = "/no/such/gateway.json" }, CancellationToken.None);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no file '/no/such/gateway.json', which NETML_GATEWAY_FILE names", run.Sentence);
    }

    [Fact]
    public async Task Call_ErrorSpeaksOfATraceId_PrintsIt()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets", () => Results.Json(
            new { detail = "GET /v1/datasets failed inside the service; its log tells why, under this trace id.", traceId = "0af7651916cd43dd" }, statusCode: 500)));

        var run = await gateway.NetMlAsync("datasets");

        Assert.EndsWith("under this trace id: 0af7651916cd43dd.", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AnswerIsNoJson_SaysSo()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets", () => "<html>"));

        var run = await gateway.NetMlAsync("datasets");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not what this netml expects", run.Sentence);
    }

    public void Dispose() => _folder.Dispose();
}
