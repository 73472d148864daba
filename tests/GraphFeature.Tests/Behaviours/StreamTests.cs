using System.Net;
using System.Net.WebSockets;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Behaviours;

public sealed class StreamTests
{
    private const string Path = "/v1/datasets/office/behaviours/stream";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_KnownThenNew_AndResumesAfterAnyToken(bool isSocket)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(50))]);
        string firstToken;
        using (var reader = await OpenAsync(app, isSocket, null))
        {
            var first = await reader.NextAsync();
            Assert.Equal(("10.0.0.66", BehaviourEvents.Finding), (first.Finding?.Source, first.Kind));
            await app.DeliverAsync("office", "more", TestFlows.Batch(TestFlows.PortScan(50, "10.0.0.77")));
            Assert.Equal("10.0.0.77", (await reader.NextAsync()).Finding?.Source);
            firstToken = first.Token;
        }

        using var resumed = await OpenAsync(app, isSocket, firstToken);
        Assert.Equal("10.0.0.77", (await resumed.NextAsync()).Finding?.Source);
    }

    /// <summary>A scan goes when it turns out that most of its attempts succeeded.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_FindingThatGoes_IsWithdrawn(bool isSocket)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(16))]);
        using var reader = await OpenAsync(app, isSocket, null);
        var found = await reader.NextAsync();

        await app.DeliverAsync("office", "more", TestFlows.Batch(Enumerable.Range(0, 40).SelectMany(_ => TestFlows.PortScan(16)).Select(flow => flow with { State = Flows.ConnectionState.SF })));

        var gone = await reader.NextAsync();
        Assert.Equal((BehaviourEvents.Withdrawn, found.Finding?.Id), (gone.Kind, gone.Finding?.Id));
        Assert.NotEqual(found.Token, gone.Token);
        using var resumed = await OpenAsync(app, isSocket, found.Token);
        Assert.Equal(gone.Token, (await resumed.NextAsync()).Token);
        Assert.Empty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_DatasetMadeAnew_SaysSoAndBeginsAgain(bool isSocket)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(50))]);
        using var reader = await OpenAsync(app, isSocket, null);
        var old = await reader.NextAsync();
        using var client = app.CreateClient();

        (await client.DeleteAsync(new Uri("/v1/datasets/office", UriKind.Relative))).EnsureSuccessStatusCode();
        Assert.Equal(BehaviourEvents.Reset, (await reader.NextAsync()).Kind);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(50, "10.0.0.77"))]);
        Assert.Equal("10.0.0.77", (await reader.NextAsync()).Finding?.Source);

        using var resumed = await OpenAsync(app, isSocket, old.Token);
        var reset = await resumed.NextAsync();
        Assert.Equal(BehaviourEvents.Reset, reset.Kind);
        Assert.Contains("'office' was deleted", reset.Reason, StringComparison.Ordinal);
        Assert.Equal("10.0.0.77", (await resumed.NextAsync()).Finding?.Source);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("x.y")]
    [InlineData(".5")]
    [InlineData("0123.-1")]
    public async Task Stream_NoToken_IsRefused(string token)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.Browsing(10))]);
        using var client = app.CreateClient();

        using var response = await client.GetAsync(new Uri($"{Path}?after={token}", UriKind.Relative));

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, response, $"'after' is '{token}'", "the token of an event of this stream");
    }

    [Fact]
    public async Task Stream_MoreReadersThanSeats_IsRefusedUntilOneLeaves()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder, ("Behaviours:MaximumStreams", "1"));
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(50))]);
        using var reader = await OpenAsync(app, isSocket: false, null);
        await reader.NextAsync();
        using var client = app.CreateClient();

        using var response = await client.GetAsync(new Uri(Path, UriKind.Relative));

        await ProblemAssert.IsAsync(HttpStatusCode.TooManyRequests, response, "There are 1 streams of findings open already (setting Behaviours:MaximumStreams)");
    }

    private static async Task<Reader> OpenAsync(GraphFeatureApp app, bool isSocket, string? token)
    {
        if (!isSocket)
        {
            var client = app.CreateClient();
            return new Reader(client, await EventStream.OpenAsync(client, Path, token), null);
        }
        var address = new Uri($"ws://localhost{Path}{(token is null ? "" : $"?after={token}")}");
        var socket = await app.Server.CreateWebSocketClient().ConnectAsync(address, CancellationToken.None);
        Assert.Equal(WebSocketState.Open, socket.State);
        return new Reader(null, null, new EventSocket(socket));
    }

    private sealed class Reader(HttpClient? client, EventStream? stream, EventSocket? socket) : IDisposable
    {
        public Task<BehaviourEvent> NextAsync() => socket?.NextEventAsync() ?? stream?.NextEventAsync() ?? throw new InvalidOperationException();

        public void Dispose()
        {
            stream?.Dispose();
            socket?.Dispose();
            client?.Dispose();
        }
    }
}
