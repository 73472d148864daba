using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Cli.Tests.Following;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Tests.Commands;

public sealed class IngestCommandTests : IDisposable
{
    private const string Log = "#separator \\x09\n#fields\tts\tuid\n1.0\tC1\n";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ingest_PlainFile_SendsItsBytesAndPrintsCounts()
    {
        var body = "";
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", async (string dataset, HttpRequest request) =>
        {
            body = await new StreamReader(request.Body).ReadToEndAsync();
            return Results.Json(Samples.Accepted(dataset, 1, new RowRejection("too few columns", 2, [7, 9])), statusCode: 202);
        }));

        var run = await gateway.NetMlAsync("ingest", "office", _folder.Write("conn.log", Log));

        Assert.Equal((0, Log), (run.ExitCode, body));
        Assert.Contains("zeek-tsv", run.Output);
        Assert.Contains("too few columns", run.Output);
        Assert.Contains("7, 9", run.Output);
    }

    [Fact]
    public async Task Ingest_GzippedFile_SendsItAsItIs()
    {
        var path = _folder.Write("conn.log.gz", Gzip(Log));
        byte[] body = [];
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", async (string dataset, HttpRequest request) =>
        {
            body = await ReadAsync(request);
            return Results.Json(Samples.Accepted(dataset, 1), statusCode: 202);
        }));

        var run = await gateway.NetMlAsync("ingest", "office", path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(path), body);
    }

    [Fact]
    public async Task Ingest_BusyTwice_WaitsAsToldAndSendsTheWholeFileAgain()
    {
        var bodies = new List<string>();
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", async (string dataset, HttpContext context) =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            context.Response.Headers.RetryAfter = "0";
            return bodies.Count < 3 ? Results.StatusCode(bodies.Count == 1 ? 429 : 503) : Results.Json(Samples.Accepted(dataset, 1), statusCode: 202);
        }));

        var run = await gateway.NetMlAsync("ingest", "office", _folder.Write("conn.log", Log));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([Log, Log, Log], bodies);
    }

    [Fact]
    public async Task Ingest_BusyWithStandardInput_SaysSoInsteadOfSendingHalf()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", () => Results.StatusCode(429)));

        var run = await NetMlRun.StartAsync(
            ["ingest", "office", "-", "--gateway", gateway.Url, "--key", FakeGateway.Key], new MemoryStream(Encoding.UTF8.GetBytes(Log)), [], CancellationToken.None);

        Assert.Equal(1, run.ExitCode);
        Assert.Single(gateway.Calls);
        Assert.Contains("too busy", run.Sentence);
    }

    // A database that is away is not a busy system.
    [Fact]
    public async Task Ingest_StaysUnavailable_TheServersSentenceLeads()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", (HttpContext context) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return Results.Json(new { title = "refused", detail = "the flow store db:5432/flows cannot be used (connection refused): start the PostgreSQL server." }, statusCode: 503);
        }));

        var run = await gateway.NetMlAsync("ingest", "office", _folder.Write("conn.log", Log));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(8, gateway.Calls.Count);
        Assert.StartsWith("netml: The flow store db:5432/flows cannot be used (connection refused): start the PostgreSQL server. ", run.Sentence);
        Assert.DoesNotContain("busy", run.Sentence);
        Assert.EndsWith(" failed for now.", run.Sentence);
    }

    [Theory]
    [InlineData(400, "The format is unknown: send Zeek.", "The format is unknown: send Zeek.")]
    [InlineData(507, "no space left on /data", "The disk of the service is full: no space left on /data.")]
    [InlineData(413, "The body is larger than 1 GiB", "The body is larger than 1 GiB")]
    public async Task Ingest_Refused_PrintsTheReasonOfTheProblem(int status, string detail, string expected)
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapPost("/v1/datasets/{dataset}/flows", () => Results.Json(new { title = "refused", detail }, statusCode: status)));

        var run = await gateway.NetMlAsync("ingest", "office", _folder.Write("conn.log", Log));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Sentence);
    }

    [Fact]
    public async Task Ingest_NothingAccepted_Fails()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapPost("/v1/datasets/{dataset}/flows", (string dataset) => Results.Json(Samples.Accepted(dataset, 0, new RowRejection("torn", 3, [1])), statusCode: 202)));

        var run = await gateway.NetMlAsync("ingest", "office", _folder.Write("conn.log", Log));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("torn", run.Output);
        Assert.Contains("No row was accepted", run.Error);
    }

    // By name: a, b, z; by their first flows: z, a, b.
    [Fact]
    public async Task Ingest_Directory_GoesByTheTimeOfTheFirstFlow()
    {
        var bodies = new List<string>();
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", async (string dataset, HttpRequest request) =>
        {
            bodies.Add(await new StreamReader(new GZipStream(request.Body, CompressionMode.Decompress)).ReadToEndAsync());
            return Results.Json(Samples.Accepted(dataset, 1), statusCode: 202);
        }));
        _folder.Write("logs/b.log.gz", Gzip(Flow(300)));
        _folder.Write("logs/a.log.gz", Gzip(Flow(200) + Flow(100)));
        _folder.Write("logs/z.log.gz", Gzip(Flow(50)));

        var run = await gateway.NetMlAsync("ingest", "office", Path.Combine(_folder.Path, "logs"), "--parallel", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([Flow(50), Flow(200) + Flow(100), Flow(300)], bodies);
    }

    [Fact]
    public async Task Ingest_DirectoryWithBadFiles_SendsTheOthersAndSaysWhichFailed()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/datasets/{dataset}/flows", async (string dataset, HttpRequest request) =>
        {
            var body = await ReadAsync(request);
            return body is [0x1F, 0x8B, 0, ..] ? Results.Problem("the gzip is damaged", statusCode: 400) : Results.Json(Samples.Accepted(dataset, 1), statusCode: 202);
        }));
        _folder.Write("logs/a.log.gz", [0x1F, 0x8B, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        _folder.Write("logs/b.log", Flow(1));
        _folder.Write("logs/c.log", Flow(2));

        var run = await gateway.NetMlAsync("ingest", "office", Path.Combine(_folder.Path, "logs"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, gateway.Calls.Count);
        Assert.Contains("b.log", run.Output);
        Assert.Contains("c.log", run.Output);
        Assert.Contains("the gzip is damaged", run.Error);
        Assert.Contains("1 of 3 files were left out", run.Error);
    }

    [Fact]
    public async Task Ingest_FilesOfEqualNames_TellsThemApartAndAddsUp()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapPost("/v1/datasets/{dataset}/flows", (string dataset) => Results.Json(Samples.Accepted(dataset, 1_000), statusCode: 202)));
        _folder.Write("logs/monday/conn.log", Flow(1));
        _folder.Write("logs/tuesday/conn.log", Flow(2));

        var run = await gateway.NetMlAsync("ingest", "office", Path.Combine(_folder.Path, "logs"));

        Assert.Contains("  monday/conn.log: 1,000 accepted", run.Error);
        Assert.Contains("  tuesday/conn.log: 1,000 accepted", run.Error);
        Assert.Contains("2,000", Assert.Single(run.Output.Split('\n'), line => line.Contains("2 files")));
    }

    [Fact]
    public async Task Ingest_SeveralFilesButAWrongKey_EndsAtTheFirst()
    {
        await using var gateway = await FakeGateway.StartAsync(static _ => { });

        var run = await NetMlRun.StartAsync("ingest", "office", _folder.Write("a.log", Log), _folder.Write("b.log", Log), "--gateway", gateway.Url, "--key", "wrong");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refused the key", run.Sentence);
    }

    [Fact]
    public async Task Follow_CtrlC_EndsWellAndSaysWhere()
    {
        var sink = new FlowSink();
        await using var gateway = await FakeGateway.StartAsync(sink.Map);
        using var stop = new CancellationTokenSource();

        var running = NetMlRun.StartAsync(
            ["ingest", "office", _folder.Write("conn.log", Log + "2.0"), "--follow", "--every", "0", "--gateway", gateway.Url, "--key", FakeGateway.Key],
            Stream.Null, new() { ["HOME"] = _folder.Path }, stop.Token);
        await sink.WaitAsync(1);
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Stopped at byte", run.Output);
        Assert.Equal(["1.0\tC1"], sink.Rows);
    }

    [Theory]
    [InlineData("a.log", "b.log")]
    [InlineData("-")]
    public async Task Follow_NotOneFile_IsWrongUsage(params string[] files)
    {
        var run = await NetMlRun.StartAsync(["ingest", "office", .. files, "--follow"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("one file that grows", run.Sentence);
    }

    public void Dispose() => _folder.Dispose();

    private static string Flow(int second) =>
        $$"""{"ts":{{second}}.5,"uid":"C1","id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"10.0.0.2","id.resp_p":2,"proto":"tcp"}""" + "\n";

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy);
        return copy.ToArray();
    }
}
