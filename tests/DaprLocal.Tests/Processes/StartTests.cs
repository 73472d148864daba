using System.Net;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Processes;

public class StartTests
{
    [Fact]
    public async Task UnknownComponentType_IsRefusedByNameWithOneSentence()
    {
        using var folder = ComponentFolder.Create();
        folder.Add("kafka.yaml", ComponentFolder.Component("orders", "pubsub.kafka", ""));

        var (code, output) = await RunAsync("run", "--app-id", "a", "--dapr-http-port", "0", "--resources-path", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains("'orders'", output);
        Assert.Contains("'pubsub.kafka'", output);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task EnvRef_NotSet_IsRefusedByName_AndSet_IsUsed()
    {
        using var folder = ComponentFolder.Create();
        folder.Add("statestore.yaml", ComponentFolder.Component("statestore", "state.sqlite", "    - name: connectionString\n      envRef: NETML_STATE_DB\n"));

        var (code, output) = await RunAsync("run", "--app-id", "a", "--dapr-http-port", "0", "--resources-path", folder.Path);
        var port = FreePort.Next();
        var file = Path.Combine(folder.Path, "own.db");
        using var sidecar = SidecarProcess.Start(port, new Dictionary<string, string> { ["NETML_STATE_DB"] = file }, "run", "--app-id", "a", "--dapr-http-port", $"{port}", "--resources-path", folder.Path);
        await sidecar.UntilReadyAsync();

        Assert.Equal(1, code);
        Assert.Contains("NETML_STATE_DB", output);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("--app-id is missing", "run")]
    [InlineData("'--no-such-flag'", "run", "--app-id", "a", "--no-such-flag", "1")]
    [InlineData("does not exist", "run", "--app-id", "a", "--resources-path", "/no/such/folder")]
    [InlineData("does not exist", "run", "--run-file", "/no/such/file.yaml")]
    [InlineData("not a whole number", "run", "--app-id", "a", "--app-port", "many")]
    [InlineData("4Mi", "run", "--app-id", "a", "--max-body-size", "large")]
    [InlineData("'loud'", "run", "--app-id", "a", "--log-level", "loud", "--dapr-http-port", "0")]
    public async Task WrongCommandLine_IsOneSentenceAndExitCodeOne(string expected, params string[] args)
    {
        var (code, output) = await RunAsync(args);

        Assert.Equal(1, code);
        Assert.Contains(expected, output);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Port_InUse_IsOneSentence()
    {
        using var folder = ComponentFolder.Create();
        await using var other = await FakeApp.StartAsync();

        var (code, output) = await RunAsync("run", "--app-id", "a", "--dapr-http-port", $"{other.Port}", "--resources-path", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains($"{other.Port}", output);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Help_Teaches()
    {
        var (code, output) = await RunAsync("--help");

        Assert.Equal(0, code);
        foreach (var word in new[] { "--run-file", "--app-id", "--app-port", "--dapr-http-port", "--resources-path", "--max-body-size", "DAPR_API_TOKEN", "pubsub.in-memory", "state.sqlite" })
            Assert.Contains(word, output);
    }

    [Fact]
    public async Task EveryFlagOfTheToolkitAndDaprd_IsAccepted()
    {
        using var folder = ComponentFolder.Create();
        var port = FreePort.Next();

        using var sidecar = SidecarProcess.Start(
            port, "run", "--app-id", "a", "--app-port", "1", "--app-channel-address", "localhost", "--app-protocol", "http", "--resources-path", folder.Path, "--dapr-grpc-port", "50001",
            "--dapr-http-port", $"{port}", "--dapr-internal-grpc-port", "50002", "--metrics-port", "9090", "--placement-host-address", "localhost:50005", "--scheduler-host-address", "localhost:50006",
            "--config", "config.yaml", "--log-level", "debug", "--enable-api-logging", "--enable-app-health-check", "--app-health-check-path", "/healthz", "--app-health-probe-interval", "5",
            "--app-health-probe-timeout", "500", "--app-health-threshold", "3", "--app-max-concurrency", "10", "--max-body-size", "16Mi", "--read-buffer-size", "8Ki", "--enable-profiling=true",
            "--profile-port", "7777", "--dapr-listen-addresses", "127.0.0.1", "--unix-domain-socket", "/tmp", "--enable-mtls=false", "--mode", "standalone", "--dapr-http-max-request-size", "8");

        await sidecar.UntilReadyAsync("/v1.0/healthz/outbound");
    }

    [Fact]
    public async Task DaprdFlags_WithoutRun_WorkToo()
    {
        using var folder = ComponentFolder.Create();
        var port = FreePort.Next();

        using var sidecar = SidecarProcess.Start(port, "--app-id", "a", "--dapr-http-port", $"{port}", "--resources-path", folder.Path);

        await sidecar.UntilReadyAsync();
    }

    [Fact]
    public async Task Command_BehindTheDashes_IsStartedWithItsPorts_AndItsEndEndsTheSidecar()
    {
        using var folder = ComponentFolder.Create();
        var port = FreePort.Next();
        var file = Path.Combine(folder.Path, "env.txt");

        using var sidecar = SidecarProcess.Start(port, "run", "--app-id", "a", "--dapr-http-port", $"{port}", "--resources-path", folder.Path, "--", "sh", "-c", $"echo $APP_ID $DAPR_HTTP_PORT > {file}; exit 3");

        Assert.Equal(3, await sidecar.ExitCodeAsync());
        Assert.Equal($"a {port}", File.ReadAllText(file).Trim());
    }

    [Fact]
    public async Task RunFile_SeveralApps_ServeOnTheirPortsTogether()
    {
        using var folder = ComponentFolder.Create();
        await using var app = await FakeApp.StartAsync(subscribe: """[{"pubsubname":"pubsub","topic":"t","route":"t"}]""");
        var (first, second) = (FreePort.Next(), FreePort.Next());
        folder.Add("run.yml.txt", $"""
            version: 1
            common:
              resourcesPath: {folder.Path}
              logLevel: warn
            apps:
              - appID: sub
                appPort: {app.Port}
                daprHTTPPort: {first}
                maxBodySize: 1Mi
              - appID: pub
                appDirPath: .
                daprHTTPPort: {second}
            """);

        using var sidecar = SidecarProcess.Start(first, "run", "-f", Path.Combine(folder.Path, "run.yml.txt"));
        await sidecar.UntilReadyAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{second}") };
        var published = await http.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        var tooLarge = await sidecar.Http.PostAsync("/v1.0/state/statestore", new ByteArrayContent(new byte[2 << 20]));

        Assert.Equal(HttpStatusCode.NoContent, published.StatusCode);
        Assert.Equal("pub", (await app.NextAsync()).Json.GetProperty("source").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, tooLarge.StatusCode);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var process = SidecarProcess.Start(1, args);
        var code = await process.ExitCodeAsync();
        await Until.TrueAsync(() => process.Output.Trim().Length > 0, "something was said");
        return (code, process.Output);
    }
}
