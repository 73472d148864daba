using System.Net;
using System.Text;
using NetMl.Ingest.Tests.Fixtures;

namespace NetMl.Ingest.Tests.Uploads;

public sealed class UploadFlowsTests
{
    private const string Flows = "/v1/datasets/lab/flows";

    [Fact]
    public async Task Post_ZeekLog_PublishesFramesWithTheSameRows()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("BatchRows", "1000"));
        using var client = ingest.Client();

        var accepted = await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(2500)))).AcceptedAsync();

        Assert.Equal(("lab", "zeek-tsv", 2500L, 0L, 3), (accepted.Dataset, accepted.Format, accepted.RowsAccepted, accepted.RowsRejected, accepted.Batches));
        Assert.Equal(3, ingest.Sidecar.Frames.Count);
        Assert.All(ingest.Sidecar.Frames, frame => Assert.Equal("lab", frame.Dataset));
        var rows = ingest.Sidecar.Rows.OrderBy(r => r.StartNanoseconds).ToList();
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => (1_500_000_000_500_000_000 + i * 1_000_000_000L, (long)i)), rows.Select(r => (r.StartNanoseconds, r.SourceBytes)));
        Assert.All(ingest.Sidecar.ContentTypes, type => Assert.Equal("application/octet-stream", type));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    public async Task Post_ContentTypeThatSaysNothing_ReadsTheContent(string contentType)
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        var accepted = await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(3), Encoding.UTF8, contentType))).AcceptedAsync();

        Assert.Equal(3, accepted.RowsAccepted);
    }

    [Fact]
    public async Task Post_SameContentPlainAndGzipped_PublishesTheSameIds()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("BatchRows", "1000"));
        using var client = ingest.Client();
        using var declared = new ByteArrayContent(Logs.Gzip(Logs.Zeek(2500))) { Headers = { ContentEncoding = { "gzip" } } };

        await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(2500)))).AcceptedAsync();
        await (await client.PostAsync(Flows, declared)).AcceptedAsync();
        await (await client.PostAsync(Flows, new ByteArrayContent(Logs.Gzip(Logs.Zeek(2500))))).AcceptedAsync();

        Assert.Equal(9, ingest.Sidecar.Frames.Count);
        Assert.Equal(3, ingest.Sidecar.Frames.Select(f => f.BatchId).Distinct().Count());
    }

    [Fact]
    public async Task Post_SameKeyOtherContent_PublishesTheSameIds_OtherDatasetOthers()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "monday");

        await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(10)))).AcceptedAsync();
        await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(20)))).AcceptedAsync();
        await (await client.PostAsync("/v1/datasets/other/flows", new StringContent(Logs.Zeek(10)))).AcceptedAsync();

        var ids = ingest.Sidecar.Frames.Select(f => f.BatchId).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Fact]
    public async Task Post_SomeBadRows_AcceptsTheRestAndNamesTheLines()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        var log = Logs.Zeek(2) + "torn\tline\n" + Logs.Zeek(1)[Logs.Header.Length..].Replace("40000", "99999") + Logs.Zeek(1)[Logs.Header.Length..];

        var accepted = await (await client.PostAsync(Flows, new StringContent(log))).AcceptedAsync();

        Assert.Equal((3L, 2L), (accepted.RowsAccepted, accepted.RowsRejected));
        Assert.Contains(accepted.Rejections, r => r.Reason.Contains("fewer columns") && r.FirstLines.SequenceEqual([9L]));
        Assert.Contains(accepted.Rejections, r => r.Reason.Contains("port") && r.FirstLines.SequenceEqual([10L]));
    }

    [Fact]
    public async Task Post_HeaderWithoutRows_IsAcceptedWithZeroRows()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        var accepted = await (await client.PostAsync(Flows, new StringContent(Logs.Header))).AcceptedAsync();

        Assert.Equal((0L, 0L, 0), (accepted.RowsAccepted, accepted.RowsRejected, accepted.Batches));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("hello world\n", "zeek-tsv, zeek-json, argus, cicflowmeter, ndjson, netml-frame")]
    [InlineData("{\"name\": 3}\n", "fit none of the formats")]
    public async Task Post_NothingReadable_Answers400WithASentence(string body, string part)
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        using var response = await client.PostAsync(Flows, new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(part, await response.SentenceAsync());
        Assert.Equal(0, ingest.Sidecar.Calls);
    }

    [Fact]
    public async Task Post_AllRowsRejected_Answers400WithTheReasons()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        using var response = await client.PostAsync(Flows, new StringContent(Logs.Zeek(3).Replace("\tSF\t", "\tXX\t")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("conn_state is unknown (3 rows, first in line 7)", await response.SentenceAsync());
    }

    [Theory]
    [InlineData("/v1/datasets/UPPER/flows", HttpStatusCode.BadRequest, "a-z, 0-9")]
    [InlineData("/v1/datasets/a%20b/flows", HttpStatusCode.BadRequest, "a-z, 0-9")]
    [InlineData("/v1/datasets/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/flows", HttpStatusCode.BadRequest, "64")]
    [InlineData("/v1/datasets/lab/flows?format=pcap", HttpStatusCode.BadRequest, "format 'pcap' is unknown")]
    public async Task Post_BadNames_AreRefusedWithASentence(string path, HttpStatusCode status, string part)
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        using var response = await client.PostAsync(path, new StringContent(Logs.Zeek(1)));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(part, await response.SentenceAsync());
    }

    [Fact]
    public async Task Post_UnknownEncoding_Answers415()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        using var content = new StringContent(Logs.Zeek(1)) { Headers = { ContentEncoding = { "br" } } };

        using var response = await client.PostAsync(Flows, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("'br'", await response.SentenceAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_LargerThanAllowed_Answers413(bool lengthIsDeclared)
    {
        await using var ingest = await IngestUnderTest.StartAsync(("MaxUploadBytes", "5000"));
        using var client = ingest.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, Flows) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Logs.Zeek(500)))) };
        request.Headers.TransferEncodingChunked = !lengthIsDeclared;

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.NotEmpty(await response.SentenceAsync());
    }

    [Fact]
    public async Task Post_ArchiveThatExpandsTooFar_Answers413()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("MaxDecompressedBytes", "100000"));
        using var client = ingest.Client();

        using var response = await client.PostAsync(Flows, new ByteArrayContent(Logs.Gzip(Logs.Zeek(5000))));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("100000 bytes allowed", await response.SentenceAsync());
    }

    [Fact]
    public async Task Post_TornGzip_AcceptsTheRowsBeforeTheTearAndSaysSo()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        var gzip = Logs.Gzip(Logs.Zeek(20000));

        var accepted = await (await client.PostAsync(Flows, new ByteArrayContent(gzip, 0, gzip.Length / 2))).AcceptedAsync();

        Assert.InRange(accepted.RowsAccepted, 1000, 19000);
        Assert.Contains(accepted.Rejections, r => r.Reason.Contains("its gzip data is cut short"));
    }

    [Fact]
    public async Task OpenApi_DescribesTheUpload()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        using var document = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        var post = document.RootElement.GetProperty("paths").GetProperty("/v1/datasets/{dataset}/flows").GetProperty("post");
        Assert.NotEmpty(post.GetProperty("summary").GetString() ?? "");
        Assert.Equal(["202", "400", "413", "415", "429", "503", "507"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order());
    }
}
