using System.Threading.Channels;
using Dapr;
using Dapr.Actors;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NetMl.DaprSdk.Tests.Interop;

/// <summary>The stand-in libraries and the development sidecar agree with one another.</summary>
public class LocalDaprTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Publish_Bytes_ArriveAsTheyWere()
    {
        var received = Channel.CreateUnbounded<(string? Type, byte[] Body)>();
        await using var dapr = await LocalDapr.StartAsync(app => app.MapPost("/events/flows", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            await received.Writer.WriteAsync((request.ContentType, body.ToArray()));
        }).WithTopic("pubsub", "flows.ingested"));
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);

        await dapr.Client.PublishByteEventAsync("pubsub", "flows.ingested", bytes, "application/octet-stream");
        await dapr.Client.PublishEventAsync("pubsub", "flows.ingested", new { A = 1 });

        (string? Type, byte[] Body)[] both = [await ReadAsync(received), await ReadAsync(received)];
        Assert.Contains(both, e => e.Type == "application/octet-stream" && e.Body.AsSpan().SequenceEqual(bytes));
        Assert.Contains(both, e => e.Type == "application/json" && e.Body.AsSpan().SequenceEqual("""{"a":1}"""u8));
    }

    [Fact]
    public async Task State_WithETags_LetsTheFirstWriterWin()
    {
        await using var dapr = await LocalDapr.StartAsync();
        var first = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };
        var (nothing, missing) = await dapr.Client.GetStateAndETagAsync<string?>("statestore", "k");

        Assert.Equal((null, ""), (nothing, missing));
        Assert.True(await dapr.Client.TrySaveStateAsync("statestore", "k", "one", missing, first));
        await Assert.ThrowsAsync<DaprException>(() => dapr.Client.TrySaveStateAsync("statestore", "k", "two", missing, first));
        var (value, etag) = await dapr.Client.GetStateAndETagAsync<string>("statestore", "k");
        Assert.Equal("one", value);
        Assert.True(await dapr.Client.TrySaveStateAsync("statestore", "k", "two", etag, first));
        Assert.False(await dapr.Client.TrySaveStateAsync("statestore", "k", "three", etag, first));
        Assert.False(await dapr.Client.TryDeleteStateAsync("statestore", "k", etag, first));
        Assert.Equal("two", await dapr.Client.GetStateAsync<string>("statestore", "k"));
    }

    [Fact]
    public async Task State_Bytes_ComeBackAsTheyWere()
    {
        await using var dapr = await LocalDapr.StartAsync();
        var bytes = new byte[1 << 20];
        new Random(2).NextBytes(bytes);

        await dapr.Client.SaveByteStateAsync("statestore", "a/b c", bytes);

        Assert.Equal(bytes, (await dapr.Client.GetByteStateAsync("statestore", "a/b c")).ToArray());
    }

    [Fact]
    public async Task State_Transaction_IsAllOrNothing()
    {
        await using var dapr = await LocalDapr.StartAsync();
        await dapr.Client.SaveStateAsync("statestore", "old", 1);

        await dapr.Client.ExecuteStateTransactionAsync("statestore",
        [
            new StateTransactionRequest("new", "5"u8.ToArray(), StateOperationType.Upsert),
            new StateTransactionRequest("old", null, StateOperationType.Delete),
        ]);
        await Assert.ThrowsAsync<DaprException>(() => dapr.Client.ExecuteStateTransactionAsync("statestore",
        [
            new StateTransactionRequest("new", "6"u8.ToArray(), StateOperationType.Upsert),
            new StateTransactionRequest("new", "7"u8.ToArray(), StateOperationType.Upsert, etag: "no-such-etag"),
        ]));

        Assert.Equal(5, await dapr.Client.GetStateAsync<int>("statestore", "new"));
        Assert.Equal(0, await dapr.Client.GetStateAsync<int>("statestore", "old"));
    }

    [Fact]
    public async Task Invocation_OfItself_ReachesTheRoute()
    {
        await using var dapr = await LocalDapr.StartAsync(app => app.MapGet("/v1/hello", (string name) => $"hello {name}"));
        using var http = dapr.Client.CreateInvokableHttpClient("app");

        Assert.Equal("hello you", await http.GetStringAsync("v1/hello?name=you"));
    }

    [Fact]
    public async Task Actors_CallsOfOneId_TakeTurnsAndKeepState()
    {
        await using var dapr = await LocalDapr.StartAsync();
        var counter = dapr.Counter("job.0");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => counter.AddAsync(1, default)));
        var e = await Assert.ThrowsAsync<ActorMethodInvocationException>(() => counter.AddThenFailAsync("no more"));

        Assert.Equal("no more", e.InnerException!.Message);
        Assert.Equal(21, await counter.AddAsync(1, default));
        Assert.Equal(1, await dapr.Counter("job.1").AddAsync(1, default));
    }

    [Fact]
    public async Task Actors_LargeArgument_ComesBackWhole()
    {
        await using var dapr = await LocalDapr.StartAsync();
        var bytes = new byte[2_000_000];
        new Random(3).NextBytes(bytes);

        Assert.Equal(bytes, await dapr.Counter("job.0").EchoAsync("n", bytes));
    }

    [Fact]
    public async Task Actors_ReminderAndTimer_FireIntoState()
    {
        await using var dapr = await LocalDapr.StartAsync();
        var counter = dapr.Counter("job.0");

        await counter.WakeSoonAsync();

        await dapr.Log.WaitAsync(["ticked AQI=", "reminded wake AQ=="], Patience);
    }

    private static async Task<T> ReadAsync<T>(Channel<T> channel)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await channel.Reader.ReadAsync(patience.Token);
    }
}
