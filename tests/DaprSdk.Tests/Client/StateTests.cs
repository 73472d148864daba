using System.Text;
using Dapr;
using Dapr.Client;

namespace NetMl.DaprSdk.Tests.Client;

public class StateTests : SidecarTest
{
    private static readonly StateOptions FirstStrong = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };
    private static readonly Dictionary<string, string> Ttl = new() { ["ttlInSeconds"] = "60" };

    [Fact]
    public async Task SaveStateAsync_Value_PostsOneItem()
    {
        await Client.SaveStateAsync("state", "k/1", new { A = 1 }, FirstStrong, Ttl);

        Assert.Equal("POST /v1.0/state/state", Sidecar.Request.Line);
        Assert.Equal(
            """[{"key":"k/1","value":{"a":1},"metadata":{"ttlInSeconds":"60"},"options":{"concurrency":"first-write","consistency":"strong"}}]""",
            Sidecar.Request.Text);
    }

    [Fact]
    public async Task TrySaveStateAsync_CurrentETag_SendsItAndReturnsTrue()
    {
        var saved = await Client.TrySaveStateAsync("state", "k", 5, "7");

        Assert.True(saved);
        Assert.Equal("""[{"key":"k","value":5,"etag":"7"}]""", Sidecar.Request.Text);
    }

    [Fact]
    public async Task TrySaveStateAsync_Conflict_ReturnsFalse()
    {
        Sidecar.AnswerWith(409, """{"errorCode":"ERR_STATE_SAVE","message":"possible etag mismatch"}""");

        Assert.False(await Client.TrySaveStateAsync("state", "k", 5, "7"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task TrySaveStateAsync_OtherFailure_Throws(int status)
    {
        Sidecar.AnswerWith(status, """{"errorCode":"ERR_STATE_SAVE","message":"no"}""");

        await Assert.ThrowsAsync<DaprException>(() => Client.TrySaveStateAsync("state", "k", 5, "7"));
    }

    [Fact]
    public async Task SaveStateAsync_ConflictWithoutETag_Throws()
    {
        Sidecar.AnswerWith(409);

        await Assert.ThrowsAsync<DaprException>(() => Client.SaveStateAsync("state", "k", 5));
    }

    [Fact]
    public async Task GetStateAndETagAsync_Present_ReturnsBoth()
    {
        Sidecar.AnswerWith(200, """{"name":"x"}""", ("ETag", "42"));

        var (value, etag) = await Client.GetStateAndETagAsync<Named>("state", "a b", ConsistencyMode.Strong, Ttl);

        Assert.Equal(("x", "42"), (value.Name, etag));
        Assert.Equal("GET /v1.0/state/state/a%20b?consistency=strong&metadata.ttlInSeconds=60", Sidecar.Request.Line);
    }

    [Fact]
    public async Task GetStateAndETagAsync_Missing_ReturnsDefaultAndEmptyETag()
    {
        var (value, etag) = await Client.GetStateAndETagAsync<Named?>("state", "k");

        Assert.Null(value);
        Assert.Equal("", etag);
    }

    [Fact]
    public async Task GetStateAsync_NotThatType_ThrowsDaprException()
    {
        Sidecar.AnswerWith(200, "\"text\"");

        await Assert.ThrowsAsync<DaprException>(() => Client.GetStateAsync<int>("state", "k"));
    }

    [Fact]
    public async Task TryDeleteStateAsync_ETag_GoesUnquotedIntoIfMatch()
    {
        var deleted = await Client.TryDeleteStateAsync("state", "k", "42", FirstStrong);

        Assert.True(deleted);
        Assert.Equal("DELETE /v1.0/state/state/k?consistency=strong&concurrency=first-write", Sidecar.Request.Line);
        Assert.Equal("42", Sidecar.Request.Header("If-Match"));
    }

    [Fact]
    public async Task TryDeleteStateAsync_Conflict_ReturnsFalse()
    {
        Sidecar.AnswerWith(409);

        Assert.False(await Client.TryDeleteStateAsync("state", "k", "42"));
    }

    [Fact]
    public async Task ExecuteStateTransactionAsync_Operations_KeepJsonAndEncodeOtherBytes()
    {
        await Client.ExecuteStateTransactionAsync(
            "state",
            [
                new StateTransactionRequest("a", "{\"x\": 1}"u8.ToArray(), StateOperationType.Upsert, etag: "1"),
                new StateTransactionRequest("b", [255, 0], StateOperationType.Upsert),
                new StateTransactionRequest("c", null, StateOperationType.Delete),
            ],
            Ttl);

        Assert.Equal("POST /v1.0/state/state/transaction", Sidecar.Request.Line);
        Assert.Equal(
            """{"operations":[{"operation":"upsert","request":{"key":"a","value":{"x": 1},"etag":"1"}},{"operation":"upsert","request":{"key":"b","value":"/wA="}},{"operation":"delete","request":{"key":"c"}}],"metadata":{"ttlInSeconds":"60"}}""",
            Sidecar.Request.Text);
    }

    /// <summary>A sidecar stores and returns JSON unchanged; so what is saved has to come back, whatever the bytes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task ByteState_SavedAndReadBack_IsTheSame(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await Client.SaveByteStateAsync("state", "k", bytes);
        var sent = Sidecar.Request.Text;
        var stored = sent["""[{"key":"k","value":""".Length..^"}]".Length];
        Sidecar.AnswerWith(200, stored, ("ETag", "1"));

        var (read, etag) = await Client.GetByteStateAndETagAsync("state", "k");

        Assert.Equal(Encoding.UTF8.GetBytes($"\"{Convert.ToBase64String(bytes)}\""), Encoding.UTF8.GetBytes(stored));
        Assert.Equal(bytes, read.ToArray());
        Assert.Equal("1", etag);
    }

    [Fact]
    public async Task GetByteStateAsync_JsonValue_ReturnsItsText()
    {
        Sidecar.AnswerWith(200, """{"a":1}""");

        Assert.Equal("""{"a":1}"""u8.ToArray(), (await Client.GetByteStateAsync("state", "k")).ToArray());
    }

    private sealed record Named(string Name);
}
